using System.Text.Json;
using Larder.EntityFrameworkCore.Changes;

namespace Larder.EntityFrameworkCore.Outbox;

/// <summary>A row of the outbox as it stands in the table: lists are JSON.</summary>
internal sealed record OutboxRow(string Id, string Keys, string Tags, string Patterns)
{
    public static OutboxRow Of(ChangeSet changes, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now).ToString("N"), Text(changes.Keys), Text(changes.Tags), Text(changes.Patterns));

    public ChangeSet ToChangeSet()
    {
        var changes = new ChangeSet();
        changes.Keys.UnionWith(List(Keys));
        changes.Tags.UnionWith(List(Tags));
        changes.Patterns.UnionWith(List(Patterns));
        return changes;
    }

    private static string Text(HashSet<string> parts) => JsonSerializer.Serialize(parts);

    private static string[] List(string text) => JsonSerializer.Deserialize<string[]>(text) ?? [];
}

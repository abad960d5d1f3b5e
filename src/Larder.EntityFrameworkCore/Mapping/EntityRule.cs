namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>What a change of an entity's row removes.</summary>
internal sealed record EntityRule(IReadOnlyList<RowKey> Keys, IReadOnlyList<string> Tags)
{
    public static EntityRule None { get; } = new([], []);

    public bool IsEmpty => Keys.Count == 0 && Tags.Count == 0;
}

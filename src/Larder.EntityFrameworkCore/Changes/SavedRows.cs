using Larder.EntityFrameworkCore.Mapping;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Larder.EntityFrameworkCore.Changes;

/// <summary>
/// The rows that one save writes. What they were is noted before it, since afterwards nobody knows; what they became is asked for afterwards, since the
/// database makes ids and other values.
/// </summary>
internal sealed class SavedRows
{
    private readonly ModelRules _rules;
    private readonly TrackedRows _tracked;
    private readonly ChangeSet _before = new();
    private readonly List<(EntityRule Rule, EntityEntry Entry)> _after = [];

    private SavedRows(ModelRules rules, TrackedRows tracked) => (_rules, _tracked) = (rules, tracked);

    /// <summary>The rows as they are tracked now. While a save runs the context has looked for changes already, and must not do so again.</summary>
    public static SavedRows Of(DbContext context, ModelRules rules)
    {
        var tracker = context.ChangeTracker;
        var detects = tracker.AutoDetectChangesEnabled;
        tracker.AutoDetectChangesEnabled = false;
        try
        {
            EntityEntry[] entries = [.. tracker.Entries()];
            var rows = new SavedRows(rules, new TrackedRows(entries));
            foreach (var entry in entries)
                if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted) rows.Add(entry);
            return rows;
        }
        finally
        {
            tracker.AutoDetectChangesEnabled = detects;
        }
    }

    /// <summary>What is to be removed, with the values that the database has made until now.</summary>
    public ChangeSet ToChangeSet()
    {
        var changes = new ChangeSet();
        changes.Add(_before);
        foreach (var (rule, entry) in _after) AddKeys(changes, rule, RowValues.Now(entry));
        return changes;
    }

    private void Add(EntityEntry entry)
    {
        if (entry.Metadata.FindOwnership() is { } ownership)
        {
            AddPrincipal(entry, ownership);
            return;
        }

        AddRow(_rules[entry.Metadata], entry);
        if (!_rules.IsJoin(entry.Metadata)) return;
        foreach (var side in entry.Metadata.GetForeignKeys()) AddPrincipal(entry, side);
    }

    private void AddRow(EntityRule rule, EntityEntry entry)
    {
        if (rule.IsEmpty) return;
        _before.Tags.UnionWith(rule.Tags);
        if (entry.State != EntityState.Added) AddKeys(_before, rule, RowValues.Before(entry));
        if (entry.State is EntityState.Added or EntityState.Modified or EntityState.Unchanged) _after.Add((rule, entry));
    }

    /// <summary>The row on the other side of a foreign key changes with this one, whether or not it is tracked; both the one from before and the one from now.</summary>
    private void AddPrincipal(EntityEntry entry, IForeignKey key)
    {
        AddPrincipal(key, [.. key.Properties.Select(property => entry.Property(property).CurrentValue)]);
        if (entry.State == EntityState.Modified) AddPrincipal(key, [.. key.Properties.Select(property => entry.Property(property).OriginalValue)]);
    }

    private void AddPrincipal(IForeignKey key, object?[] values)
    {
        if (_tracked.Find(key, values) is { } principal)
        {
            // One of two owned levels leads to the owner of both.
            if (principal.Metadata.FindOwnership() is { } above) AddPrincipal(principal, above);
            else AddRow(_rules[principal.Metadata], principal);
            return;
        }

        var row = RowValues.Of(key.PrincipalKey.Properties.Zip(values).ToDictionary(static pair => pair.First, static pair => pair.Second));
        foreach (var rule in key.PrincipalEntityType.GetDerivedTypesInclusive().Select(type => _rules[type])) AddUnread(rule, row);
    }

    private void AddUnread(EntityRule rule, RowValues row)
    {
        _before.Tags.UnionWith(rule.Tags);
        foreach (var made in rule.Keys)
        {
            // A key that is made of other columns, of a row that nobody has read: all of its family.
            if (made.Make(row) is { } name) _before.Keys.Add(name);
            else _before.Patterns.Add(made.Pattern);
        }
    }

    private static void AddKeys(ChangeSet changes, EntityRule rule, RowValues row)
    {
        foreach (var key in rule.Keys)
            if (key.Make(row) is { } name) changes.Keys.Add(name);
    }
}

using Larder.EntityFrameworkCore.Mapping;
using Larder.EntityFrameworkCore.Sql;

namespace Larder.EntityFrameworkCore.Changes;

/// <summary>What a statement removes of which nobody knows the rows: the tags of its tables, and all keys of their families.</summary>
internal static class TableChanges
{
    public static ChangeSet Of(SqlEffect effect, ModelRules rules)
    {
        var changes = new ChangeSet();
        foreach (var rule in rules.Tables.Where(rule => effect.IsUnknown || effect.Tables.Any(table => table.MayBe(rule.Table))).SelectMany(static rule => rule.Rules))
        {
            changes.Tags.UnionWith(rule.Tags);
            changes.Patterns.UnionWith(rule.Keys.Select(static key => key.Pattern));
        }

        return changes;
    }
}

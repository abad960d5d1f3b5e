using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Diagnostics;
using Larder.EntityFrameworkCore.Mapping;
using Larder.EntityFrameworkCore.Sql;
using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.Logging;

namespace Larder.EntityFrameworkCore.Interception;

/// <summary>What the interceptors of one type of context share.</summary>
internal sealed class InvalidationParts(IReadOnlyList<EntityDefinition> definitions, OpenTransactions open, CommittedRemovals removals, ILogger logger)
{
    /// <summary>Texts with values in them instead of parameters would never end.</summary>
    private const int MostTexts = 1_000;

    private readonly ConditionalWeakTable<IModel, ModelRules> _rules = [];
    private readonly ConditionalWeakTable<DbContext, ContextSave> _saves = [];
    private readonly ConcurrentDictionary<string, SqlEffect> _effects = new(StringComparer.Ordinal);

    public OpenTransactions Open => open;

    public CommittedRemovals Removals => removals;

    public ContextSave SaveOf(DbContext context) => _saves.GetOrCreateValue(context);

    public ModelRules RulesOf(DbContext context) => _rules.GetValue(context.Model, model => ModelRules.Of(model, definitions));

    public SqlEffect EffectOf(DbContext context, string sql)
    {
        if (_effects.TryGetValue(sql, out var known)) return known;
        var effect = WrittenTables.In(sql);
        if (effect.IsUnknown) InvalidationLog.Unreadable(logger, context.GetType().Name);
        if (_effects.Count < MostTexts) _effects.TryAdd(sql, effect);
        return effect;
    }

    /// <summary>What a statement of this context removes.</summary>
    public ChangeSet ChangesOf(DbContext context, SqlEffect effect) => TableChanges.Of(effect, RulesOf(context));
}

using System.Collections.Frozen;
using System.Reflection;
using Larder.EntityFrameworkCore.Sql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>The rules of all entities of one model, and of the tables where their rows stand. Made once for each model.</summary>
internal sealed class ModelRules
{
    private readonly FrozenDictionary<IEntityType, EntityRule> _rules;
    private readonly FrozenSet<IEntityType> _joins;

    private ModelRules(FrozenDictionary<IEntityType, EntityRule> rules, FrozenSet<IEntityType> joins, IReadOnlyList<TableRule> tables) =>
        (_rules, _joins, Tables) = (rules, joins, tables);

    public IReadOnlyList<TableRule> Tables { get; }

    /// <exception cref="InvalidOperationException">LAR602: a key names what the model does not have.</exception>
    public static ModelRules Of(IModel model, IReadOnlyList<EntityDefinition> definitions)
    {
        var rules = model.GetEntityTypes().ToFrozenDictionary(entity => entity, entity => RuleOf(entity, definitions));
        var joins = model.GetEntityTypes().SelectMany(static entity => entity.GetSkipNavigations()).Select(static side => side.JoinEntityType).ToFrozenSet();
        var tables =
            from entity in model.GetEntityTypes()
            from mapping in entity.GetTableMappings()
            let affected = Affected(entity, joins).Select(type => rules[type]).Where(rule => !rule.IsEmpty)
            group affected by new TableName(mapping.Table.Schema, mapping.Table.Name) into table
            select new TableRule(table.Key, [.. table.SelectMany(static rule => rule).Distinct()]);
        return new ModelRules(rules, joins, [.. tables]);
    }

    /// <summary>Whether its rows say which of two entities belong together.</summary>
    public bool IsJoin(IEntityType entity) => _joins.Contains(entity);

    public EntityRule this[IEntityType entity] => _rules.GetValueOrDefault(entity, EntityRule.None);

    /// <summary>The entities to which a row of this one may belong: the owner of an owned one, both sides of what joins them, and what derives from these.</summary>
    private static IEnumerable<IEntityType> Affected(IEntityType entity, FrozenSet<IEntityType> joins)
    {
        if (entity.FindOwnership() is { } ownership) return Affected(ownership.PrincipalEntityType, joins).SelectMany(static type => type.GetDerivedTypesInclusive());
        return joins.Contains(entity) ? entity.GetForeignKeys().SelectMany(static key => key.PrincipalEntityType.GetDerivedTypesInclusive()).Append(entity) : [entity];
    }

    private static EntityRule RuleOf(IEntityType entity, IReadOnlyList<EntityDefinition> definitions)
    {
        if (entity.IsOwned()) return EntityRule.None;
        EntityDefinition[] said = entity.HasSharedClrType
            ? [Annotated(entity)]
            : [.. definitions.Where(definition => definition.Type.IsAssignableFrom(entity.ClrType)), Attributed(entity.ClrType), Annotated(entity)];
        return new EntityRule(
            [.. said.SelectMany(static one => one.Keys).DistinctBy(static key => key.Text).Select(key => RowKey.Of(key, entity))],
            [.. said.SelectMany(static one => one.Tags).Distinct()]);
    }

    private static EntityDefinition Attributed(Type type)
    {
        var definition = new EntityDefinition(type);
        foreach (var attribute in type.GetCustomAttributes<InvalidatesKeysAttribute>(inherit: true))
        {
            if (attribute.Key.Length > 0) definition.Keys.Add(KeyTemplate.Parse(attribute.Key));
            definition.Tags.AddRange(attribute.Tags);
        }

        return definition;
    }

    private static EntityDefinition Annotated(IEntityType entity)
    {
        var definition = new EntityDefinition(entity.ClrType);
        foreach (var type in entity.GetAllBaseTypesInclusive())
        {
            definition.Keys.AddRange((type.FindAnnotation(InvalidationAnnotations.Keys)?.Value as string[] ?? []).Select(KeyTemplate.Parse));
            definition.Tags.AddRange(type.FindAnnotation(InvalidationAnnotations.Tags)?.Value as string[] ?? []);
        }

        return definition;
    }
}

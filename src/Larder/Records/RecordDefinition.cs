using System.Linq.Expressions;
using System.Reflection;

namespace Larder.Records;

/// <summary>A family as it was registered, checked and made ready for use.</summary>
/// <param name="Shape">The fields.</param>
/// <param name="Key">The field by which records are kept.</param>
/// <param name="Lookups">The other ways to find them.</param>
/// <param name="Keys">Where they are.</param>
/// <param name="Entry">Expirations and tags.</param>
internal sealed record RecordDefinition(
    RecordShape Shape, FieldShape Key, IReadOnlyList<Lookup> Lookups, RecordKeys Keys, CacheEntryOptions Entry)
{
    /// <summary>The tag of the paged lists.</summary>
    public required string ListTag { get; init; }

    /// <exception cref="ArgumentException">The family has no name, or a property is no field.</exception>
    public static RecordDefinition Of<TEntity>(string family, string key, RecordShape shape, RecordOptions<TEntity> options)
        where TEntity : class
    {
        if (family.Length == 0 || family.Contains(':', StringComparison.Ordinal))
            throw new ArgumentException($"LAR451 \"{family}\" is no name for records: it has at least one character and no colon.", nameof(family));
        var keyField = FieldOf(shape, key);
        Lookup[] lookups = [.. options.Lookups.Select(lookup => new Lookup(FieldOf(shape, lookup.Property), lookup.Normalize))];
        return new RecordDefinition(shape, keyField, lookups, new RecordKeys(family, keyField, lookups, options.Keys), options.Entry)
        {
            ListTag = options.ListTag ?? $"{family}:list",
        };
    }

    /// <summary>The name of the property that an expression reads.</summary>
    public static string PropertyOf<TEntity, TValue>(Expression<Func<TEntity, TValue>> field) =>
        field.Body is MemberExpression { Member: PropertyInfo property, Expression: ParameterExpression }
            ? property.Name
            : throw new ArgumentException($"LAR451 \"{field.Body}\" is no property of {typeof(TEntity).Name}. Name one: user => user.Email.", nameof(field));

    /// <exception cref="ArgumentException">Records are not found by this.</exception>
    public Lookup LookupBy(string property) =>
        Lookups.FirstOrDefault(lookup => lookup.Field.Property == property || lookup.Field.Name == property)
        ?? throw new ArgumentException(
            $"LAR453 Records of {Shape.Entity.Name} are not found by \"{property}\". Say FindBy(entity => entity.{property}) where they are added.", nameof(property));

    /// <summary>The text of a key.</summary>
    public string KeyText(object key) => key as string ?? Key.Format.Write(key);

    /// <summary>The text of a record's own key; null when it does not have it.</summary>
    public string? KeyTextIn(RecordState state) =>
        state.ValueOf(Key.Index) is { } bytes && Key.Format.TryRead(bytes.Span, acceptsNull: true, out var value) && value is not null ? KeyText(value) : null;

    private static FieldShape FieldOf(RecordShape shape, string property) => shape.Find(property)
        ?? throw new ArgumentException(
            $"LAR451 {shape.Entity.Name}.{property} can't be a field: of its type no text gives back the exact value. docs/guide/records.md lists the types.", nameof(property));
}

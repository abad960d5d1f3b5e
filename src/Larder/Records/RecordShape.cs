using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;

namespace Larder.Records;

/// <summary>The fields of an entity: its public properties that can be read and have a type that a field can have.</summary>
internal sealed class RecordShape
{
    private readonly FieldShape[] _fields;
    private readonly Dictionary<string, FieldShape> _byProperty;
    private readonly Dictionary<string, int> _byName;

    private RecordShape(Type entity, FieldShape[] fields)
    {
        Entity = entity;
        _fields = fields;
        _byProperty = fields.ToDictionary(static field => field.Property, StringComparer.Ordinal);
        _byName = fields.ToDictionary(static field => field.Name, static field => field.Index, StringComparer.Ordinal);
    }

    public Type Entity { get; }

    public int Count => _fields.Length;

    public FieldShape this[int index] => _fields[index];

    /// <exception cref="ArgumentException">Two properties differ only in the case of their first letter.</exception>
    public static RecordShape Of([DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] Type entity)
    {
        var fields = new List<FieldShape>();
        foreach (var property in entity.GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (!property.CanRead || property.GetIndexParameters().Length > 0 || FieldFormats.For(property.PropertyType) is not { } format) continue;
            fields.Add(new FieldShape(fields.Count, JsonNamingPolicy.CamelCase.ConvertName(property.Name), property.Name, property.PropertyType, format));
        }

        if (fields.GroupBy(static field => field.Name, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"LAR451 Two properties of {entity.Name} would be the field \"{twice.Key}\". Rename one of them.", nameof(entity));
        return new RecordShape(entity, [.. fields]);
    }

    /// <summary>The field of a property, by its name in the code or in the tier; null when there is none.</summary>
    public FieldShape? Find(string property) =>
        _byProperty.GetValueOrDefault(property) ?? (_byName.TryGetValue(property, out var index) ? _fields[index] : null);

    /// <summary>The place of a field by its name in the tier; -1 for one that this entity does not have.</summary>
    public int IndexOf(string name) => _byName.GetValueOrDefault(name, -1);
}

using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>The values of one row at one time: as it is tracked, as it was read, or only its key.</summary>
internal sealed class RowValues
{
    private readonly Func<IProperty, object?>? _value;
    private readonly Func<object>? _entity;
    private readonly Dictionary<IProperty, object?>? _key;

    private RowValues(Func<IProperty, object?>? value, Func<object>? entity, Dictionary<IProperty, object?>? key) =>
        (_value, _entity, _key) = (value, entity, key);

    public static RowValues Now(EntityEntry entry) => new(property => entry.Property(property).CurrentValue, () => entry.Entity, null)
    {
        IsTemporary = property => entry.Property(property).IsTemporary,
    };

    public static RowValues Before(EntityEntry entry) => new(property => entry.Property(property).OriginalValue, () => entry.OriginalValues.ToObject(), null);

    public static RowValues Of(Dictionary<IProperty, object?> key) => new(null, null, key);

    /// <summary>Whether the database has not told yet what the value is.</summary>
    public Func<IProperty, bool> IsTemporary { get; private init; } = static _ => false;

    public bool Knows(IProperty property) => _key is null || _key.ContainsKey(property);

    /// <summary>The whole row; null where only its key is known.</summary>
    public object? Entity => _entity?.Invoke();

    public object? ValueOf(IProperty property) => _key is null ? _value!(property) : _key[property];
}

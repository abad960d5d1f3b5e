using System.Collections;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Larder.EntityFrameworkCore.Changes;

/// <summary>Finds tracked rows by their keys: the owner of an owned row, the sides of a join.</summary>
internal sealed class TrackedRows(IReadOnlyList<EntityEntry> entries)
{
    private readonly Dictionary<IKey, Dictionary<object?[], EntityEntry>> _byKey = [];

    /// <summary>The row that a foreign key points at, if it is tracked.</summary>
    public EntityEntry? Find(IForeignKey key, object?[] values)
    {
        if (!_byKey.TryGetValue(key.PrincipalKey, out var rows)) _byKey[key.PrincipalKey] = rows = RowsBy(key.PrincipalKey);
        return rows.GetValueOrDefault(values);
    }

    private Dictionary<object?[], EntityEntry> RowsBy(IKey key)
    {
        var rows = new Dictionary<object?[], EntityEntry>(new ByValues());
        foreach (var entry in entries)
            if (key.DeclaringEntityType.IsAssignableFrom(entry.Metadata))
                rows[[.. key.Properties.Select(property => entry.Property(property).CurrentValue)]] = entry;
        return rows;
    }

    private sealed class ByValues : IEqualityComparer<object?[]>
    {
        public bool Equals(object?[]? x, object?[]? y) => StructuralComparisons.StructuralEqualityComparer.Equals(x, y);

        public int GetHashCode(object?[] obj) => StructuralComparisons.StructuralEqualityComparer.GetHashCode(obj);
    }
}

using System.Diagnostics.CodeAnalysis;
using Larder.Tiers;

namespace Larder.Records;

/// <summary>How one type of projection is made of a record and becomes fields of it.</summary>
/// <param name="fields">Its fields.</param>
/// <param name="build">Makes one; null for a type that can only be taken apart, as the changes of an update are.</param>
/// <param name="parts">Each takes one field out of it.</param>
internal sealed class ProjectionPlan<T>(PlannedField[] fields, Func<object?[], T>? build, Func<T, object?>[] parts)
    where T : class
{
    public bool CanBuild => build is not null;

    /// <summary>Whether it has this field.</summary>
    public bool Has(int index) => Array.Exists(fields, field => field.Shape.Index == index);

    /// <summary>Whether all its fields are there and can be read.</summary>
    public bool Covers(RecordState state) => state.IsNone || Array.TrueForAll(fields, field => field.TryRead(state, out _));

    /// <summary>Makes one; false when a field is absent, or is no value of its type.</summary>
    public bool TryMake(RecordState state, [NotNullWhen(true)] out T? projection)
    {
        projection = state.Made<T>();
        if (projection is not null) return true;
        var values = new object?[fields.Length];
        for (var i = 0; i < fields.Length; i++)
            if (!fields[i].TryRead(state, out values[i])) return false;
        projection = build!(values);
        return true;
    }

    /// <summary>Its fields.</summary>
    public RecordField[] FieldsOf(T value) =>
        [.. fields.Select((field, i) => new RecordField(field.Shape.Name, field.Shape.Format.ToBytes(parts[i](value))))];

    /// <summary>The value of one of its fields.</summary>
    public object? ValueOf(T value, int index) => parts[Array.FindIndex(fields, field => field.Shape.Index == index)](value);

    /// <summary>Its fields as a load fills them: also over bytes that could not be read.</summary>
    public RecordFilling[] FillingsOf(T value, RecordState? seen)
    {
        var made = FieldsOf(value);
        return [.. made.Select((field, i) => new RecordFilling(
            field, seen is not null && !fields[i].TryRead(seen, out _) ? seen.ValueOf(fields[i].Shape.Index) : null))];
    }
}

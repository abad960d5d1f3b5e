namespace Larder.Records;

/// <summary>A field as a projection wants it.</summary>
/// <param name="Shape">The entity's field.</param>
/// <param name="AcceptsNull">Whether the projection's property can be null.</param>
internal sealed record PlannedField(FieldShape Shape, bool AcceptsNull)
{
    /// <summary>Reads it from a record; false when it is absent or no value of this type.</summary>
    public bool TryRead(RecordState state, out object? value)
    {
        value = null;
        return state.ValueOf(Shape.Index) is { } bytes && Shape.Format.TryRead(bytes.Span, AcceptsNull, out value);
    }
}

namespace Larder.Records;

/// <summary>A way to find records beside their key: a field of which each value belongs to one record at most.</summary>
/// <param name="Field">The field.</param>
/// <param name="Normalize">Makes texts equal that the database takes for equal.</param>
internal sealed record Lookup(FieldShape Field, Func<string, string> Normalize)
{
    /// <summary>The text of a value, by which it is looked up.</summary>
    public string TextOf(object value) => Normalize(value as string ?? Field.Format.Write(value));

    /// <summary>The text of a record's own value; null when it has none that could be looked up.</summary>
    public string? TextIn(RecordState state) =>
        state.ValueOf(Field.Index) is { } bytes && Field.Format.TryRead(bytes.Span, acceptsNull: true, out var value) && value is not null
            ? TextOf(value)
            : null;
}

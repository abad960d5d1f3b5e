namespace Larder.Tiers;

/// <summary>Head and fields of a record.</summary>
/// <param name="Head">Of the core.</param>
/// <param name="Fields">The fields, in no order, each name once.</param>
public sealed record RecordContent(ReadOnlyMemory<byte> Head, IReadOnlyList<RecordField> Fields)
{
    /// <summary>Of nothing, and of a placeholder.</summary>
    public static readonly RecordContent Empty = new(default, []);

    /// <summary>This content after a fill: what is there stays, but for bytes that the fill may take the place of.</summary>
    public RecordContent With(RecordFill fill)
    {
        var fields = Fields.ToDictionary(static field => field.Name, static field => field.Value, StringComparer.Ordinal);
        foreach (var (field, over) in fill.Fields)
            if (!fields.TryGetValue(field.Name, out var held) || (over is { } bad && held.Span.SequenceEqual(bad.Span)))
                fields[field.Name] = field.Value;
        return new RecordContent(fill.Head, [.. fields.Select(static pair => new RecordField(pair.Key, pair.Value))]);
    }

    /// <summary>This content with fields set.</summary>
    public RecordContent With(RecordUpdate update)
    {
        var fields = Fields.ToDictionary(static field => field.Name, static field => field.Value, StringComparer.Ordinal);
        foreach (var field in update.Fields) fields[field.Name] = field.Value;
        return this with { Fields = [.. fields.Select(static pair => new RecordField(pair.Key, pair.Value))] };
    }
}

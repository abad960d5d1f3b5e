namespace Larder.Records;

/// <summary>What a read by another field asks for.</summary>
/// <param name="PointerKey">Where the pointer is.</param>
/// <param name="Lookup">The field.</param>
/// <param name="Value">Its text.</param>
internal sealed record PointedRow(string PointerKey, Lookup Lookup, string Value)
{
    /// <summary>Whether a record is the one that was asked for.</summary>
    public bool IsIn(RecordState state) => Lookup.TextIn(state) == Value;

    /// <summary>Whether a record with these fields is an answer: what was there before a load may be of another moment than what the load brought.</summary>
    public Func<RecordState, bool> Answered(Func<RecordState, bool> covers) => state => covers(state) && IsIn(state);
}

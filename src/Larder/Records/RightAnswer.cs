using Larder.Validity;

namespace Larder.Records;

/// <summary>What came of asking for the right to fill a record.</summary>
/// <param name="Right">The right; null when there is none to be had now.</param>
/// <param name="AskAgain">Read the record again: it changed, or another process loads it.</param>
/// <param name="Taken">The placeholder of that other process; none otherwise.</param>
/// <param name="Until">How long that may take at most.</param>
internal readonly record struct RightAnswer(RecordRight? Right, bool AskAgain, SlotVersion Taken, TimeSpan Until)
{
    public static readonly RightAnswer Again = new(null, AskAgain: true, SlotVersion.None, TimeSpan.Zero);

    public static readonly RightAnswer NoRight;

    public static RightAnswer Of(RecordRight right) => new(right, AskAgain: false, SlotVersion.None, TimeSpan.Zero);

    public static RightAnswer TakenElsewhere(SlotVersion taken, TimeSpan until) => new(null, AskAgain: true, taken, until);
}

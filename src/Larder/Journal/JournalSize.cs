namespace Larder.Journal;

/// <summary>How much waits.</summary>
/// <param name="Records">Records that are not acknowledged.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="DeadLetters">Records that were put aside.</param>
public readonly record struct JournalSize(long Records, long Bytes, long DeadLetters)
{
    /// <summary>Both together.</summary>
    public static JournalSize operator +(JournalSize one, JournalSize other) =>
        new(one.Records + other.Records, one.Bytes + other.Bytes, one.DeadLetters + other.DeadLetters);

    /// <summary>Both together.</summary>
    public static JournalSize Add(JournalSize left, JournalSize right) => left + right;
}

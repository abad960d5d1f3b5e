namespace Larder.Counting;

/// <summary>What was counted on a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Value">How much; zero if nothing was, or if it is kept no more.</param>
public readonly record struct DayCount(DateOnly Day, long Value);

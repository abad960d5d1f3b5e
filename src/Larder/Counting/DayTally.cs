namespace Larder.Counting;

/// <summary>What an addition to a counter with days made.</summary>
/// <param name="Total">The value over all time.</param>
/// <param name="Today">The value of the day.</param>
public readonly record struct DayTally(long Total, long Today);

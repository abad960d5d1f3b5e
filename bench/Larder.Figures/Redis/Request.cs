namespace Larder.Figures.Redis;

/// <summary>One request and what it met.</summary>
/// <param name="At">When it came, by Stopwatch.</param>
/// <param name="AddedMilliseconds">How long it took, without the time of the source.</param>
/// <param name="Failed">True if it got an exception or a wrong value.</param>
internal readonly record struct Request(long At, double AddedMilliseconds, bool Failed);

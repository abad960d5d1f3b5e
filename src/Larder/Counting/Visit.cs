namespace Larder.Counting;

/// <summary>A visitor came.</summary>
/// <param name="Subject">Where: a page, an offer.</param>
/// <param name="Day">On which day.</param>
/// <param name="Visitor">Who, by an id of the application.</param>
/// <param name="At">When, for the last time on that day; to the millisecond.</param>
public readonly record struct Visit(string Subject, DateOnly Day, string Visitor, DateTimeOffset At);

namespace Larder.Resp.Commands;

/// <summary>What a consumer takes over.</summary>
/// <param name="IdleFor">Entries that were given out at least so long ago.</param>
/// <param name="Count">The most entries.</param>
/// <param name="From">From which id on; what the last call gave as ResumeAt, or 0-0.</param>
public readonly record struct StreamTakeover(TimeSpan IdleFor, int Count, string From = "0-0");

using System.Diagnostics;

namespace Larder.Chaos;

/// <summary>CLOCK_MONOTONIC: the same for all processes of the machine, so that what they did can be put in one order.</summary>
public static class Clock
{
    public static long Now => Stopwatch.GetTimestamp();

    public static long Ticks(TimeSpan span) => (long)(span.TotalSeconds * Stopwatch.Frequency);

    public static double Milliseconds(long ticks) => ticks * 1_000.0 / Stopwatch.Frequency;
}

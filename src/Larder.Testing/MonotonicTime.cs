namespace Larder.Testing;

/// <summary>The monotonic milliseconds that watches are proven by, counted as the cache counts them.</summary>
internal static class MonotonicTime
{
    public static long Milliseconds(this TimeProvider clock) => clock == TimeProvider.System
        ? Environment.TickCount64
        : clock.GetTimestamp() * 1000 / clock.TimestampFrequency;
}

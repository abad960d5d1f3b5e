namespace Larder.Sqlite.Storage;

/// <summary>Milliseconds that only grow, from the same source as the core's, so that both can be compared.</summary>
internal sealed class MonotonicTime(TimeProvider time)
{
    /// <summary>Now.</summary>
    public long Now => ReferenceEquals(time, TimeProvider.System)
        ? Environment.TickCount64
        : (long)(time.GetTimestamp() * 1000.0 / time.TimestampFrequency);
}

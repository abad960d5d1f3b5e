namespace Larder.Resp;

/// <summary>
/// Hears what the server says about keys that were read, and where replies stand among it: in the order of the stream, on the thread that reads
/// it, before any caller hears of a later reply. So nothing in it may block, throw or take long; there is 200 ns a key.
/// </summary>
public interface ITrackingSink
{
    /// <summary>A key changed, expired or was evicted; valid during the call. It is followed again once it is read again.</summary>
    void Invalidated(ReadOnlySpan<byte> key);

    /// <summary>All keys may have changed: FLUSHALL, FLUSHDB.</summary>
    void InvalidatedAll();

    /// <summary>
    /// Every change acknowledged before this moment has been told here. A timestamp of the client's clock, which is
    /// <see cref="TimeProvider.GetTimestamp"/> of the system's unless another was given; it never goes back within one life of the stream.
    /// </summary>
    void Proven(long moment);

    /// <summary>A reply stands here in the stream. What this gives comes back with it, as <see cref="Tracked{T}.Place"/>.</summary>
    long Mark();

    /// <summary>The stream ended; changes may be missed from now on. A later <see cref="Proven"/> belongs to a new one, which follows no key yet.</summary>
    void Broken();
}

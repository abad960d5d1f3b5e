namespace Larder.Validity;

/// <summary>
/// One ordered stream of changes: a tracked connection, the change feed of a file. The tier drives it, in stream order, on the thread that
/// reads the stream, before it completes any later answer of that stream. Memory reads it on each hit: field loads, no call.
/// Nothing here blocks, throws or runs user code. Without this order a hit could be vouched for by a reply that overtook its removal.
/// </summary>
/// <param name="sink">Who must hear of changes.</param>
public sealed class Watch(IChangeSink sink)
{
    private long _provenAt = long.MinValue;
    private int _epoch;

    /// <summary>Which life of the stream this is; entries of an earlier one are suspect: revalidate before serving.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>Monotonic milliseconds: every change acknowledged before this moment has been delivered to the sink.</summary>
    public long ProvenAt => Volatile.Read(ref _provenAt);

    /// <summary>A hit is lawful only while this holds.</summary>
    /// <param name="since">The epoch of the entry's ticket.</param>
    /// <param name="now">Monotonic milliseconds.</param>
    /// <param name="boundMs">The promised bound of staleness, in milliseconds.</param>
    public bool Vouches(int since, long now, long boundMs) => since == Epoch && now - boundMs <= ProvenAt;

    /// <summary>Taken by the tier where the answer stands in the stream (or before the snapshot it reads): changes after it refuse the install.</summary>
    public InstallTicket Ticket() => new(this, Epoch, sink.Position);

    /// <summary>The stream says that this slot changed.</summary>
    public void Changed(Slot slot) => sink.Changed(slot);

    /// <summary>The stream says that everything changed.</summary>
    public void ChangedAll() => sink.ChangedAll(this);

    /// <summary>An answer to a command sent at this moment has come, and all changes before it in the stream were delivered.</summary>
    /// <param name="sentAt">Monotonic milliseconds.</param>
    public void Prove(long sentAt)
    {
        var before = ProvenAt;
        if (sentAt <= before) return;
        Volatile.Write(ref _provenAt, sentAt);
        if (before == long.MinValue) sink.Began(this);
    }

    /// <summary>It was measured how long a change took from its write to the sink: what is observed, beside what is promised.</summary>
    public void Lagged(TimeSpan lag) => sink.Lagged(lag);

    /// <summary>The peer may no longer be the right one (failover, lost sentinels): stop vouching at once, keep the stream.</summary>
    public void Doubt() => Volatile.Write(ref _provenAt, long.MinValue);

    /// <summary>The stream was lost and may have missed changes; called before a new one is used.</summary>
    public void Break()
    {
        Doubt();
        Interlocked.Increment(ref _epoch);
        sink.Broken(this);
    }
}

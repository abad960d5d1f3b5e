namespace Larder.Diagnostics;

/// <summary>Tells those who listen what happens. While nobody does, it costs one look.</summary>
internal sealed class LiveFeed(string cache, TimeProvider time)
{
    private readonly Lock _lock = new();
    private LiveEvents[] _listeners = [];

    public bool IsHeard => Volatile.Read(ref _listeners).Length > 0;

    public LiveEvents Open(LiveFilter filter)
    {
        var listener = new LiveEvents(filter, Close);
        lock (_lock) Volatile.Write(ref _listeners, [.. _listeners, listener]);
        ReadRecorder.ListenerCame();
        return listener;
    }

    public void Read(in CacheRead read)
    {
        var kind = read.Source switch
        {
            ReadSource.Memory => CacheEventKind.MemoryHit,
            ReadSource.Shared => CacheEventKind.SharedHit,
            ReadSource.Stale => CacheEventKind.StaleHit,
            _ => CacheEventKind.Miss,
        };
        Tell(new CacheEvent(time.GetUtcNow(), cache, kind, read.Key, read.Reason, read.Elapsed.TotalMilliseconds, read.LoadTime.TotalMilliseconds));
    }

    public void Left(string key, MissReason reason) => Tell(new CacheEvent(time.GetUtcNow(), cache, CacheEventKind.Left, key, reason, 0, 0));

    public void Tier(CacheEventKind kind, string text) => Tell(new CacheEvent(time.GetUtcNow(), cache, kind, "", MissReason.None, 0, 0) { Text = text });

    private void Tell(CacheEvent happened)
    {
        foreach (var listener in Volatile.Read(ref _listeners)) listener.Offer(happened);
    }

    private void Close(LiveEvents listener)
    {
        lock (_lock) Volatile.Write(ref _listeners, [.. _listeners.Where(other => other != listener)]);
        ReadRecorder.ListenerLeft();
    }
}

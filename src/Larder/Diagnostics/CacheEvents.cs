using Microsoft.Extensions.Logging;

namespace Larder.Diagnostics;

/// <summary>The one place that says what happened: counts, the recorder of the flow, the log. A hit touches one counter of its own thread.</summary>
internal sealed class CacheEvents(string cacheName, ILogger logger, TimeProvider time)
{
    private static readonly MissReason[] Reasons = Enum.GetValues<MissReason>();

    private readonly OwnedCounter _memoryHits = new();
    private readonly StripedCounter _sharedHits = new();
    private readonly StripedCounter _staleHits = new();
    private readonly StripedCounter _loads = new();
    private readonly StripedCounter _failedLoads = new();
    private readonly StripedCounter _sharedWaits = new();
    private readonly StripedCounter _refreshes = new();
    private readonly StripedCounter[] _misses = Array.ConvertAll(Reasons, static _ => new StripedCounter());
    private readonly StripedCounter[] _removals = Array.ConvertAll(Enum.GetValues<RemovalScope>(), static _ => new StripedCounter());
    private readonly Obituaries _obituaries = new();
    private readonly LogPacer _servedStale = new(time);
    private readonly LogPacer _unreadable = new(time);
    private readonly LogPacer _notSerialisable = new(time);
    private readonly LogPacer _tooLarge = new(time);

    /// <summary>Those who listen to what happens.</summary>
    public LiveFeed Live { get; } = new(cacheName, time);

    /// <summary>Where durations go; null: nowhere.</summary>
    public CacheTimings? Timings { private get; init; }

    /// <summary>Counts hits in memory.</summary>
    public OwnedCounter MemoryHits => _memoryHits;

    public void Read(in CacheRead read)
    {
        switch (read.Source)
        {
            case ReadSource.Memory: _memoryHits.Add(); break;
            case ReadSource.Shared: _sharedHits.Add(); break;
            case ReadSource.Stale: _staleHits.Add(); break;
            default: _misses[(int)read.Reason].Add(); break;
        }

        Timings?.Read(read);
        if (ReadRecorder.IsAnyRunning) Record(read);
    }

    /// <summary>A read for those who record or listen; whoever calls this has seen that somebody does.</summary>
    public void Record(in CacheRead read)
    {
        ReadRecorder.Current?.Add(read);
        if (Live.IsHeard) Live.Read(read);
    }

    public void Waited() => _sharedWaits.Add();

    public void Loaded(TimeSpan took)
    {
        _loads.Add();
        Timings?.Loaded(took);
    }

    public void LoadFailed(TimeSpan took, Exception error)
    {
        _loads.Add();
        _failedLoads.Add();
        Timings?.LoadFailed(took, error);
    }

    /// <summary>A caller asked for removals.</summary>
    public void Removed(RemovalScope scope, int count = 1) => _removals[(int)scope].Add(count);

    /// <summary>How many removals callers asked for.</summary>
    public long RemovedBy(RemovalScope scope) => _removals[(int)scope].Value;

    /// <summary>A value that is still good is loaded anew.</summary>
    public void Refreshed() => _refreshes.Add();

    /// <summary>Loading failed, and the value that was held until now answers.</summary>
    public void ServedStale(string key, Exception error)
    {
        if (_servedStale.IsDue(out var count)) CacheLog.ServedStale(logger, count, cacheName, key, error);
    }

    public void Left(string key, MissReason reason)
    {
        _obituaries.Write(key, reason);
        if (Live.IsHeard) Live.Left(key, reason);
    }

    /// <summary>Why a key that no tier had is not there.</summary>
    public MissReason WhyAbsent(string key) => _obituaries.Read(key);

    public void Unreadable(string key)
    {
        if (_unreadable.IsDue(out var count)) CacheLog.Unreadable(logger, count, cacheName, key);
    }

    public void NotSerialisable(CacheSerializationException error)
    {
        if (_notSerialisable.IsDue(out _)) CacheLog.NotSerialisable(logger, error.Type, error.InnerException!.Message);
    }

    public void TooLarge(string key, long bytes, int limit)
    {
        if (_tooLarge.IsDue(out _)) CacheLog.TooLarge(logger, bytes, key, limit);
    }

    public void TierLost(string tier, string problem, TimeSpan detached)
    {
        CacheLog.TierLost(logger, tier, problem, detached);
        if (Live.IsHeard) Live.Tier(CacheEventKind.TierLost, $"{tier}: {problem}");
    }

    public void TierBack(string tier, TimeSpan outage, long skipped)
    {
        CacheLog.TierBack(logger, tier, outage, skipped);
        if (Live.IsHeard) Live.Tier(CacheEventKind.TierBack, tier);
    }

    public CacheStats Snapshot(int entries, long bytes, int orphanedLoads) => new(
        _memoryHits.Value, _sharedHits.Value, _staleHits.Value,
        Reasons.Where(static reason => reason != MissReason.None).ToDictionary(static reason => reason, reason => _misses[(int)reason].Value),
        _loads.Value, _failedLoads.Value, _sharedWaits.Value, _refreshes.Value, orphanedLoads, entries, bytes);
}

using System.Collections.Concurrent;
using Larder.Tiers;

namespace Larder.Counting;

/// <summary>
/// Counters that never fail: while the place behind them is down, additions are kept here, and the value shown is the last one known plus
/// those. They are merged with the next addition or read that gets through, and at the end.
/// </summary>
/// <param name="inner">The counters behind it, which throw <see cref="TierException"/> when they can't be reached and have then counted nothing.</param>
public sealed class MergingCounters(ICounters inner) : ICounters, IAsyncDisposable
{
    private const int RememberedValues = 10_000;

    private readonly ConcurrentDictionary<string, long> _lastKnown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Owed> _owed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _merging = new(1, 1);
    private int _owedCount;

    /// <inheritdoc/>
    public async ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        try
        {
            if (Volatile.Read(ref _owedCount) > 0) await MergeAsync(cancellationToken).ConfigureAwait(false);
            return Remember(name, await inner.AddAsync(name, by, keepFor, cancellationToken).ConfigureAwait(false));
        }
        catch (TierException)
        {
            return Owe(name, by, keepFor);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        try
        {
            if (Volatile.Read(ref _owedCount) > 0) await MergeAsync(cancellationToken).ConfigureAwait(false);
            return Remember(name, await inner.GetAsync(name, cancellationToken).ConfigureAwait(false));
        }
        catch (TierException)
        {
            return Owe(name, 0, keepFor: null);
        }
    }

    /// <summary>Merges what is still owed, if that is possible; what is not merged by now is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await MergeAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (TierException)
        {
            // The place is still down, and this process ends: there is nowhere left to keep the counts. docs/guide/counters.md says so.
        }

        _merging.Dispose();
    }

    private async ValueTask MergeAsync(CancellationToken cancellationToken)
    {
        await _merging.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (TryTake(out var name, out var owed))
            {
                try
                {
                    Remember(name, await inner.AddAsync(name, owed.By, owed.KeepFor, CancellationToken.None).ConfigureAwait(false));
                }
                catch (TierException)
                {
                    Owe(name, owed.By, owed.KeepFor);
                    throw;
                }
            }
        }
        finally
        {
            _merging.Release();
        }
    }

    private bool TryTake(out string name, out Owed owed)
    {
        lock (_owed)
        {
            (name, owed) = _owed.FirstOrDefault();
            if (name is null) return false;
            _owed.Remove(name);
            Volatile.Write(ref _owedCount, _owed.Count);
            return true;
        }
    }

    /// <returns>The value to show: the last one known, and what is owed.</returns>
    private long Owe(string name, long by, TimeSpan? keepFor)
    {
        lock (_owed)
        {
            var owed = _owed.TryGetValue(name, out var before) ? before.By + by : by;
            if (owed != 0 || by != 0) _owed[name] = new Owed(owed, keepFor ?? before.KeepFor);
            Volatile.Write(ref _owedCount, _owed.Count);
            return _lastKnown.GetValueOrDefault(name) + owed;
        }
    }

    private long Remember(string name, long value)
    {
        if (_lastKnown.Count >= RememberedValues) _lastKnown.Clear();
        _lastKnown[name] = value;
        return value;
    }

    private readonly record struct Owed(long By, TimeSpan? KeepFor);
}

using System.Collections.Concurrent;
using Larder.Tiers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Counting;

/// <summary>
/// Counters that never fail while the place behind them is away: additions are kept here, the value shown is the last one known plus those,
/// and they are merged when it is back. An addition keeps its id until it is acknowledged, so none is lost and none counts twice.
/// </summary>
public sealed class MergingCounters : ICounters, IAsyncDisposable
{
    private const int RememberedValues = 10_000;
    private const int Together = 64;

    private readonly ConcurrentDictionary<string, long> _lastKnown = new(StringComparer.Ordinal);
    private readonly ICounterStore _store;
    private readonly OperationLanes _lanes;
    private readonly OwedCounts _owed;
    private readonly RetryLoop _merging;
    private readonly CountLog _log;
    private string _problem = "";

    /// <summary>Counters over a place.</summary>
    /// <param name="store">The place; if it is disposable, it is disposed with this.</param>
    /// <param name="time">Measures the pauses between attempts.</param>
    /// <param name="random">Draws the origin of the operations.</param>
    /// <param name="logger">Is told, once a minute at most, that additions wait here (LAR323). Null: nobody is.</param>
    public MergingCounters(ICounterStore store, TimeProvider time, Random random, ILogger? logger = null)
    {
        _log = new CountLog(logger ?? NullLogger.Instance, time);
        _store = store;
        _lanes = new OperationLanes(random);
        _owed = new OwedCounts(_lanes);
        _merging = new RetryLoop(time, random, MergeAsync);
    }

    /// <summary>Counters of which additions wait here until the place is back.</summary>
    public int Waiting => _owed.Names.Count;

    /// <inheritdoc/>
    /// <exception cref="TierException">The place is away, and 10,000 counters or additions wait here already (LAR219).</exception>
    public async ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default)
    {
        CounterName.Check(name);
        cancellationToken.ThrowIfCancellationRequested();
        if (_merging.IsAway) return Owe(_owed.TryKeep(name, by, keepFor), name);
        var addition = new CounterAddition(name, by, keepFor, _lanes.Rent());
        try
        {
            var value = await _store.AddAsync(addition, cancellationToken).ConfigureAwait(false);
            _lanes.Return(addition.Operation);
            return unchecked(Remember(name, value) + _owed.Of(name));
        }
        catch (TierException failure)
        {
            if (IsAway(failure)) _merging.IsAway = true;
            Volatile.Write(ref _problem, failure.Message);
            return Owe(Keep(addition, failure), name);
        }
        catch (Exception error) when (error is not TierException)
        {
            _lanes.Return(addition.Operation);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default) =>
        (await GetManyAsync([name], cancellationToken).ConfigureAwait(false))[0];

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<long>> GetManyAsync(IReadOnlyList<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        foreach (var name in names) CounterName.Check(name);
        cancellationToken.ThrowIfCancellationRequested();
        if (names.Count == 0) return [];
        if (_merging.IsAway) return Shown(names);
        try
        {
            var values = await _store.GetAsync(names, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < names.Count; i++) Remember(names[i], values[i]);
            return [.. names.Select((name, i) => unchecked(values[i] + _owed.Of(name)))];
        }
        catch (TierException)
        {
            // What a read finds out about the place, the next addition finds out, too.
            return Shown(names);
        }
    }

    /// <summary>Merges what is still owed, if that is possible; what is not merged by now is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _merging.DisposeAsync().ConfigureAwait(false);
        await MergeAsync(CancellationToken.None).ConfigureAwait(false);
        if (_store is IAsyncDisposable store) await store.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>One round over all that is owed; it ends at the first sign that the place is away. The first counter goes alone, as a probe.</summary>
    private async Task<bool> MergeAsync(CancellationToken cancellationToken)
    {
        var names = _owed.Names;
        if (names.Count == 0) _merging.IsAway = false;
        for (var done = 0; done < names.Count; done += done == 0 ? 1 : Together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var some = names.Skip(done).Take(done == 0 ? 1 : Together);
            var settled = await Task.WhenAll(some.Select(MergeAsync)).ConfigureAwait(false);
            _merging.IsAway = settled.Contains(false);
            if (_merging.IsAway) return false;
        }

        return _owed.IsEmpty;
    }

    /// <returns>False if the place is away.</returns>
    private async Task<bool> MergeAsync(string name)
    {
        try
        {
            for (var next = _owed.ToSend(name); next.Count > 0; next = _owed.ToSend(name))
            {
                foreach (var addition in next)
                {
                    // Never cancelled: an attempt whose end nobody awaits has an unknown outcome.
                    Remember(name, await _store.AddAsync(addition, CancellationToken.None).ConfigureAwait(false));
                    _owed.Settle(addition);
                }
            }

            return true;
        }
        catch (TierException failure)
        {
            // The addition keeps its id: an earlier attempt may have been counted, whatever became of this one.
            return !IsAway(failure);
        }
    }

    private bool Keep(CounterAddition addition, TierException failure)
    {
        // Also one that could not be reached may have got the addition: at an attempt before the last one.
        if (IsAway(failure) && _owed.TryKeepSent(addition)) return true;
        _lanes.Return(addition.Operation);
        return !IsAway(failure) && _owed.TryKeep(addition.Name, addition.By, addition.KeepFor);
    }

    // A place that answers, though with a refusal, is there: other counters may well be counted.
    private static bool IsAway(TierException failure) => failure.Failure is not (TierFailure.Refused or TierFailure.Full);

    private long Owe(bool isKept, string name)
    {
        _merging.Ask();
        _log.Owed(Volatile.Read(ref _problem), _owed.Names.Count);
        return isKept ? Shown(name) : throw new TierException(
            TierFailure.Full, $"LAR219 The place of the counters is away, and {OwedCounts.Most} of them wait for it here. This addition was not counted.");
    }

    private IReadOnlyList<long> Shown(IReadOnlyList<string> names) => [.. names.Select(Shown)];

    private long Shown(string name) => unchecked(_lastKnown.GetValueOrDefault(name) + _owed.Of(name));

    private long Remember(string name, long value)
    {
        if (_lastKnown.Count >= RememberedValues) _lastKnown.Clear();
        _lastKnown[name] = value;
        return value;
    }
}

using System.Collections.Concurrent;
using Larder.Tiers;

namespace Larder.Counting;

/// <summary>
/// Who came, when, and how many different ones. Visits are kept here while the place behind is away and told to it when it is back; a visit told
/// twice is one. Ids are stored as they are given: give a pseudonym, such as the value of a cookie, and not a name.
/// </summary>
public sealed class Visitors : IAsyncDisposable
{
    /// <summary>The most characters of a visitor's id.</summary>
    public const int MaxIdLength = 256;

    private const int MostOwed = 100_000;
    private const int Together = 64;

    private readonly ConcurrentDictionary<(string Subject, DateOnly Day, string Visitor), DateTimeOffset> _owed = new();
    private readonly IVisitorStore _store;
    private readonly TimeProvider _time;
    private readonly DayWindow _window;
    private readonly RetryLoop _telling;

    /// <summary>Visitors over a place.</summary>
    /// <param name="store">The place; if it is disposable, it is disposed with this.</param>
    /// <param name="time">When a visit is.</param>
    /// <param name="random">Spreads attempts after an outage.</param>
    /// <param name="window">When a day begins and how long it is kept.</param>
    public Visitors(IVisitorStore store, TimeProvider time, Random random, DayWindow window)
    {
        (_store, _time, _window) = (store, time, window);
        _telling = new RetryLoop(time, random, TellAsync);
    }

    /// <summary>The day that it is now.</summary>
    public DateOnly Today => _window.DayOf(_time.GetUtcNow());

    /// <summary>Remembers that a visitor came now.</summary>
    /// <param name="subject">Where: 1 to 1,024 characters.</param>
    /// <param name="visitor">Who: 1 to 256 characters.</param>
    /// <param name="cancellationToken">Ends the wait; the visit may be remembered all the same.</param>
    /// <returns>True if it is the first visit on this day; while the place is away, as far as this process knows.</returns>
    /// <exception cref="TierException">The place is away, and 100,000 visits wait here already (LAR219).</exception>
    public async ValueTask<bool> RecordAsync(string subject, string visitor, CancellationToken cancellationToken = default)
    {
        CounterName.Check(subject);
        CheckVisitor(visitor);
        cancellationToken.ThrowIfCancellationRequested();
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        var visit = new Visit(subject, _window.DayOf(now), visitor, now);
        if (_telling.IsAway) return Owe(visit);
        try
        {
            return await _store.RecordAsync(visit, _window.KeepFor, cancellationToken).ConfigureAwait(false);
        }
        catch (TierException failure)
        {
            if (IsAway(failure)) _telling.IsAway = true;
            return Owe(visit);
        }
    }

    /// <summary>How many different visitors came on a day: exact up to 100,000.</summary>
    /// <exception cref="TierException">The place is away.</exception>
    public ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken = default)
    {
        CounterName.Check(subject);
        return _store.CountAsync(subject, day, cancellationToken);
    }

    /// <summary>About how many different visitors came from the first to the last day, at most 3,660; who came on several counts once.</summary>
    /// <exception cref="TierException">The place is away.</exception>
    public ValueTask<VisitorCount> EstimateAsync(string subject, DateOnly first, DateOnly last, CancellationToken cancellationToken = default)
    {
        CounterName.Check(subject);
        return _store.EstimateAsync(subject, DaySpan.Of(first, last), cancellationToken);
    }

    /// <summary>Who came on a day and when, latest first, a page at a time.</summary>
    /// <exception cref="TierException">The place is away.</exception>
    public ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page = default, CancellationToken cancellationToken = default)
    {
        CounterName.Check(subject);
        return _store.ListAsync(subject, day, page, cancellationToken);
    }

    /// <summary>
    /// Forgets a visitor everywhere: from how many days and subjects. Numbers that were estimated stay as they are; nobody can be told from them.
    /// </summary>
    /// <exception cref="TierException">The place is away, so the visitor is not forgotten; ask again.</exception>
    public ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken = default)
    {
        CheckVisitor(visitor);
        foreach (var (key, _) in _owed)
            if (key.Visitor == visitor)
                _owed.TryRemove(key, out _);
        return _store.ForgetAsync(visitor, cancellationToken);
    }

    /// <summary>Tells the place what is still kept here, if that is possible; what is not told by now is lost.</summary>
    public async ValueTask DisposeAsync()
    {
        await _telling.DisposeAsync().ConfigureAwait(false);
        await TellAsync(CancellationToken.None).ConfigureAwait(false);
        if (_store is IAsyncDisposable store) await store.DisposeAsync().ConfigureAwait(false);
    }

    private static void CheckVisitor(string visitor)
    {
        CounterName.Check(visitor);
        if (visitor.Length > MaxIdLength)
            throw new ArgumentException($"LAR312 A visitor's id has {visitor.Length} characters, more than {MaxIdLength}. Give a hash of it.", nameof(visitor));
    }

    private static bool IsAway(TierException failure) => failure.Failure is not (TierFailure.Refused or TierFailure.Full);

    private bool Owe(Visit visit)
    {
        var key = (visit.Subject, visit.Day, visit.Visitor);
        var isKnown = _owed.ContainsKey(key);
        if (!isKnown && _owed.Count >= MostOwed)
            throw new TierException(TierFailure.Full, $"LAR219 The place of the visitors is away, and {MostOwed} visits wait for it here. This one was not remembered.");
        _owed[key] = visit.At;
        _telling.Ask();
        return !isKnown;
    }

    /// <summary>One round over all that is owed; it ends at the first sign that the place is away. The first visit goes alone, as a probe.</summary>
    private async Task<bool> TellAsync(CancellationToken cancellationToken)
    {
        var owed = _owed.ToArray();
        if (owed.Length == 0) _telling.IsAway = false;
        for (var done = 0; done < owed.Length; done += done == 0 ? 1 : Together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var told = await Task.WhenAll(owed.Skip(done).Take(done == 0 ? 1 : Together).Select(TellAsync)).ConfigureAwait(false);
            _telling.IsAway = told.Contains(false);
            if (_telling.IsAway) return false;
        }

        return _owed.IsEmpty;
    }

    /// <returns>False if the place is away.</returns>
    private async Task<bool> TellAsync(KeyValuePair<(string Subject, DateOnly Day, string Visitor), DateTimeOffset> owed)
    {
        try
        {
            // Who was forgotten since the round began must not come back.
            if (!_owed.ContainsKey(owed.Key)) return true;
            await _store.RecordAsync(new Visit(owed.Key.Subject, owed.Key.Day, owed.Key.Visitor, owed.Value), _window.KeepFor, CancellationToken.None)
                .ConfigureAwait(false);
            _owed.TryRemove(owed);
            return true;
        }
        catch (TierException failure)
        {
            return !IsAway(failure);
        }
    }
}

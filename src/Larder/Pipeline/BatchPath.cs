using Larder.Diagnostics;
using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>
/// Many keys at once: memory, then the flights of others, then one read of the shared tier, then one loader call for what is nowhere.
/// It finishes its own flights before it waits for those of others, so batches that overlap can't wait for each other in a circle.
/// </summary>
internal sealed class BatchPath(CacheParts parts, ReadPath reads, RefreshPath refreshes, BatchFlight flights, Landing landing, DirectPath? direct)
{
    public async ValueTask<IReadOnlyDictionary<TId, T>> ReadAsync<TId, TState, T>(
        IReadOnlyCollection<TId> ids, BatchCall<TId, TState, T> call, CancellationToken cancellationToken)
        where TId : notnull
    {
        var values = new Dictionary<TId, T>(ids.Count);
        var startedAt = parts.Clock.Time.GetTimestamp();
        if (direct is not null && DirectPath.Serves(call.Policy))
        {
            (ids, var isReached) = await direct.ReadManyAsync(ids, call.KeyOf, values, cancellationToken).ConfigureAwait(false);
            call = call with { IsTierAway = !isReached };
            if (ids.Count == 0) return values;
        }

        var seats = TakeSeats([.. ids.Distinct().Select(id => (id, CheckedKey(call.KeyOf(id))))], call, values);
        if (seats.Count == 0) return values;

        List<Seat<TId, T>> own = [.. seats.Where(static seat => seat.Begun)];
        if (own.Count > 0) CleanContext.Run(static plan => plan.Fly(), new BatchPlan<TId, TState, T>(flights, own, call));

        // All waits begin before one of them is looked at: a caller's cancellation must count it out of every flight.
        Wait<TId, T>[] waits = [.. seats.Select(seat => new Wait<TId, T>(seat, seat.Flight.WaitAsync(cancellationToken).AsTask()))];
        await Task.WhenAll(waits.Select(static wait => (Task)wait.Outcome)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var wait in waits.Where(static wait => !wait.Outcome.IsCompletedSuccessfully)) reads.Missed(wait.Seat.Key, wait.Seat.Flight.Reason, startedAt);
        cancellationToken.ThrowIfCancellationRequested();

        Dictionary<TId, Exception> failures = [];
        foreach (var wait in waits)
        {
            try
            {
                await TakeAsync(wait, startedAt, call, values, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                failures[wait.Seat.Id] = error;
            }
        }

        return failures.Count == 0 ? values : throw new CacheBatchException<TId, T>(values, failures);
    }

    private async ValueTask TakeAsync<TId, TState, T>(
        Wait<TId, T> wait, long startedAt, BatchCall<TId, TState, T> call, Dictionary<TId, T> values, CancellationToken cancellationToken)
        where TId : notnull
    {
        var seat = wait.Seat;
        var outcome = await wait.Outcome.ConfigureAwait(false);
        T? value = default;
        var isTooOld = !seat.Begun && outcome.IsTooOldFor(seat.JoinedAt, parts.Fences);
        if (isTooOld || (!outcome.Entry.Origin.IsNull && !reads.TryTake(seat.Key, outcome.Entry, out value)))
        {
            var (exists, one) = await reads.ReadOneAsync(call.Single(seat.Id, seat.Key), cancellationToken).ConfigureAwait(false);
            if (exists) values[seat.Id] = one;
            return;
        }

        if (outcome.IsPrivate) CurrentLoad.KeepPrivate();
        Record(seat.Key, outcome, parts.Clock.Time.GetElapsedTime(startedAt));
        if (!outcome.Entry.Origin.IsNull) values[seat.Id] = value!;
    }

    private string CheckedKey(string key)
    {
        parts.Keys.Check(key);
        return key;
    }

    /// <summary>Takes what memory has, and a seat for everything else. All keys are known to be good before the first flight begins.</summary>
    private List<Seat<TId, T>> TakeSeats<TId, TState, T>(
        List<(TId Id, string Key)> wanted, BatchCall<TId, TState, T> call, Dictionary<TId, T> values)
        where TId : notnull
    {
        var seats = new List<Seat<TId, T>>();
        try
        {
            foreach (var (id, key) in wanted) Take(id, key, call, values, seats);
        }
        catch (CacheTypeException error)
        {
            // Nobody will fly what was begun; who joined it meanwhile must not wait for ever.
            foreach (var seat in seats.Where(static seat => seat.Begun)) landing.Fail(seat.Flight, error);

            throw;
        }

        return seats;
    }

    private void Take<TId, TState, T>(
        TId id, string key, BatchCall<TId, TState, T> call, Dictionary<TId, T> values, List<Seat<TId, T>> seats)
        where TId : notnull
    {
        var policy = call.Policy;
        if (policy.Uses(CacheTiers.ReadMemory) && reads.TryHit<T>(key, out var held, out var value))
        {
            if (refreshes.MustStart(held)) refreshes.Start(held, call.Single(id, key));
            if (!held.Origin.IsNull) values[id] = value;
            return;
        }

        var joinedAt = parts.Stripes.Position;
        var flight = parts.Flights.Join<T>(key, policy.Tiers, policy.Tags, out var begun);
        if (!begun) parts.Events.Waited();
        seats.Add(new Seat<TId, T>(id, key, flight, begun, joinedAt));
    }

    private void Record<T>(string key, in LoadOutcome<T> outcome, TimeSpan elapsed) => parts.Events.Read(new CacheRead(
        key, outcome.Source, outcome.Reason, elapsed, outcome.Entry.Origin.LoadTime, outcome.Entry.Stamp.FreshFor(parts.Clock.Now)));

    private sealed record Wait<TId, T>(Seat<TId, T> Seat, Task<LoadOutcome<T>> Outcome);

    private sealed record BatchPlan<TId, TState, T>(BatchFlight Path, List<Seat<TId, T>> Seats, BatchCall<TId, TState, T> Call)
        where TId : notnull
    {
        public void Fly()
        {
            var flying = Path.FlyAsync(Seats, Call);
            foreach (var seat in Seats) seat.Flight.Flying = flying;
        }
    }
}

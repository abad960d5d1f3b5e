using Larder.Entries;
using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>Flies the flights that one batch began: one read of the shared tier for all, one loader call for what is nowhere.</summary>
internal sealed class BatchFlight(CacheParts parts, SharedPath? shared, LoadPath loads, KeepPath keep, ReadPath reads, Landing landing)
{
    /// <summary>Whatever happens, every flight lands.</summary>
    public async Task FlyAsync<TId, TState, T>(IReadOnlyList<Seat<TId, T>> begun, BatchCall<TId, TState, T> call)
        where TId : notnull
    {
        // Between the look into memory and the begin of a flight, another one may have landed.
        List<Seat<TId, T>> seats = [.. begun.Where(seat => !LandFromMemory(seat, call.Policy))];
        if (seats.Count == 0) return;
        using var abandoned = new AllAbandoned(seats.Select(static seat => seat.Flight.Abandoned));
        try
        {
            var found = await FindAsync(seats, call, abandoned.Token).ConfigureAwait(false);
            List<Berth<TId, T>> missing = [];
            List<Task> alone = [];
            for (var i = 0; i < seats.Count; i++)
            {
                if (found[i] is not { } one) alone.Add(reads.FlyAsync(seats[i].Flight, call.Single(seats[i].Id, seats[i].Key)));
                else if (one.Good is { } good) LandHit(seats[i], good, one);
                else missing.Add(new Berth<TId, T>(seats[i], one, loads.Begin(seats[i].Flight, one)));
            }

            if (missing.Count > 0) await LoadAsync(missing, call, abandoned.Token).ConfigureAwait(false);
            await Task.WhenAll(alone).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            foreach (var seat in seats) landing.Fail(seat.Flight, error);
        }
    }

    private async ValueTask<Found<T>?[]> FindAsync<TId, TState, T>(
        IReadOnlyList<Seat<TId, T>> seats, BatchCall<TId, TState, T> call, CancellationToken cancellationToken)
        where TId : notnull
    {
        var policy = call.Policy;
        var here = seats.Select(seat => (seat.Key, Held: reads.HeldOf<T>(seat.Key, out var reason), Reason: reason)).ToArray();
        if (shared is not null && policy.Uses(CacheTiers.ReadShared))
        {
            string[] keys = [.. seats.Select(static seat => seat.Key)];
            if (call.IsTierAway) return Array.ConvertAll(here, one => (Found<T>?)shared.NotReached(one.Key, one.Held, policy));
            return await shared.FindManyAsync(keys, Array.ConvertAll(here, static one => one.Held), policy, cancellationToken).ConfigureAwait(false);
        }

        var isBypassed = !policy.Uses(CacheTiers.ReadMemory);
        return Array.ConvertAll(here, one => isBypassed
            ? reads.FindLocally<T>(one.Key, policy, null, MissReason.Bypassed)
            : reads.FindLocally(one.Key, policy, one.Held, one.Reason));
    }

    private bool LandFromMemory<TId, T>(Seat<TId, T> seat, EntryPolicy policy)
    {
        var ticket = parts.Local.Ticket();
        try
        {
            if (reads.HeldOf<T>(seat.Key, out var reason) is not { } held || reason != MissReason.None || !policy.Uses(CacheTiers.ReadMemory)) return false;
            landing.Land(seat.Flight, new LoadOutcome<T>(held, ReadSource.Memory, MissReason.None, ticket));
        }
        catch (CacheTypeException error)
        {
            landing.Fail(seat.Flight, error);
        }

        return true;
    }

    private void LandHit<TId, T>(Seat<TId, T> seat, Entry<T> good, Found<T> found)
    {
        parts.Memory.Install(seat.Key, good, found.Ticket);
        landing.Land(seat.Flight, new LoadOutcome<T>(good, ReadSource.Shared, MissReason.None, found.Ticket));
    }

    private async Task LoadAsync<TId, TState, T>(
        List<Berth<TId, T>> missing, BatchCall<TId, TState, T> call, CancellationToken cancellationToken)
        where TId : notnull
    {
        var startedAt = parts.Clock.Time.GetTimestamp();
        List<LeaseKeeper?> keepers = [.. missing.Select(berth => loads.KeeperOf(berth.Found.Right))];
        var brought = await RunAsync(missing, call, cancellationToken).ConfigureAwait(false);
        foreach (var keeper in keepers)
            if (keeper is not null) await keeper.DisposeAsync().ConfigureAwait(false);

        var time = parts.Clock.Time.GetElapsedTime(startedAt);
        await Task.WhenAll(missing.Select(berth => brought.FailureOf(berth.Seat.Id) is { } failure
            ? LandFailureAsync(berth, failure)
            : LandLoadedAsync(berth, call, brought.Values, time))).ConfigureAwait(false);
    }

    /// <summary>One loader call; what it got although it failed in part counts.</summary>
    private async ValueTask<Brought<TId, T>> RunAsync<TId, TState, T>(
        List<Berth<TId, T>> missing, BatchCall<TId, TState, T> call, CancellationToken cancellationToken)
        where TId : notnull
    {
        var terms = new LoadTerms($"a batch of {missing.Count} ids", call.Pass, call.Policy.LoadTimeout, cancellationToken);
        var startedAt = parts.Clock.Time.GetTimestamp();
        try
        {
            TId[] ids = [.. missing.Select(static berth => berth.Seat.Id)];
            var values = await parts.Loads.RunAsync(
                terms, (call, ids), static (run, token) => run.call.Load(run.ids, run.call.State, token)).ConfigureAwait(false);
            parts.Events.Loaded(parts.Clock.Time.GetElapsedTime(startedAt));
            return new Brought<TId, T>(values, null, null);
        }
        catch (CacheBatchException<TId, T> partial)
        {
            parts.Events.LoadFailed(parts.Clock.Time.GetElapsedTime(startedAt), partial);
            return new Brought<TId, T>(partial.Values, partial.Failures, null);
        }
        catch (Exception error)
        {
            if (!cancellationToken.IsCancellationRequested) parts.Events.LoadFailed(parts.Clock.Time.GetElapsedTime(startedAt), error);
            return new Brought<TId, T>(new Dictionary<TId, T>(), null, error);
        }
        finally
        {
            foreach (var berth in missing) berth.Context.IsPrivate = terms.Load.IsPrivate;
        }
    }

    private async Task LandLoadedAsync<TId, TState, T>(
        Berth<TId, T> berth, BatchCall<TId, TState, T> call, IReadOnlyDictionary<TId, T> values, TimeSpan time)
        where TId : notnull
    {
        var loaded = values.TryGetValue(berth.Seat.Id, out var value) ? Loaded<T>.Of(value, time) : Loaded<T>.NotThere(time);
        var outcome = await keep.KeepAsync(berth.Seat.Flight, call.Policy, berth.Found, berth.Context, loaded).ConfigureAwait(false);
        landing.Land(berth.Seat.Flight, outcome);
    }

    private async Task LandFailureAsync<TId, T>(Berth<TId, T> berth, Exception error)
    {
        var stale = await loads.FailAsync(berth.Seat.Flight, berth.Found, error).ConfigureAwait(false);
        if (stale is { } outcome) landing.Land(berth.Seat.Flight, outcome);
        else landing.Fail(berth.Seat.Flight, error);
    }

    /// <summary>A key that has to be loaded, with what is needed to keep what comes.</summary>
    private sealed record Berth<TId, T>(Seat<TId, T> Seat, Found<T> Found, LoadContext Context);

    /// <summary>What one loader call came to: values, and for some ids or for all of them a failure.</summary>
    private sealed record Brought<TId, T>(IReadOnlyDictionary<TId, T> Values, IReadOnlyDictionary<TId, Exception>? Failures, Exception? Failure)
        where TId : notnull
    {
        public Exception? FailureOf(TId id) => Failure ?? (Failures is not null && Failures.TryGetValue(id, out var failure) ? failure : null);
    }
}

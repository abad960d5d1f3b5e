using Larder.Entries;
using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>Flies the flights that one batch began: one read of the shared tier for all, one loader call for what is nowhere.</summary>
internal sealed class BatchFlight(CacheParts parts, SharedPath? shared, LoadPath loads, KeepPath keep, ReadPath reads)
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
                else missing.Add(new Berth<TId, T>(seats[i], one, LoadPath.Begin(seats[i].Flight, one)));
            }

            if (missing.Count > 0) await LoadAsync(missing, call, abandoned.Token).ConfigureAwait(false);
            await Task.WhenAll(alone).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            foreach (var seat in seats)
            {
                parts.Flights.Land(seat.Flight);
                seat.Flight.Fail(error);
            }
        }
    }

    private async ValueTask<Found<T>?[]> FindAsync<TId, TState, T>(
        IReadOnlyList<Seat<TId, T>> seats, BatchCall<TId, TState, T> call, CancellationToken cancellationToken)
        where TId : notnull
    {
        var policy = call.Policy;
        var here = seats.Select(seat => (Held: reads.HeldOf<T>(seat.Key, out var reason), Reason: reason)).ToArray();
        if (shared is not null && policy.Uses(CacheTiers.ReadShared))
        {
            string[] keys = [.. seats.Select(static seat => seat.Key)];
            return await shared.FindManyAsync(keys, Array.ConvertAll(here, static one => one.Held), policy, cancellationToken).ConfigureAwait(false);
        }

        var isBypassed = !policy.Uses(CacheTiers.ReadMemory);
        return Array.ConvertAll(here, one => isBypassed
            ? reads.FindLocally<T>(policy, null, MissReason.Bypassed)
            : reads.FindLocally(policy, one.Held, one.Reason));
    }

    private bool LandFromMemory<TId, T>(Seat<TId, T> seat, EntryPolicy policy)
    {
        if (!policy.Uses(CacheTiers.ReadMemory)) return false;
        if (reads.HeldOf<T>(seat.Key, out var reason) is not { } held || reason != MissReason.None) return false;
        parts.Flights.Land(seat.Flight);
        seat.Flight.Complete(new LoadOutcome<T>(held, ReadSource.Memory, MissReason.None));
        return true;
    }

    private void LandHit<TId, T>(Seat<TId, T> seat, Entry<T> good, Found<T> found)
    {
        parts.Memory.Install(seat.Key, good, found.Ticket);
        parts.Flights.Land(seat.Flight);
        seat.Flight.Complete(new LoadOutcome<T>(good, ReadSource.Shared, MissReason.None));
    }

    private async Task LoadAsync<TId, TState, T>(
        List<Berth<TId, T>> missing, BatchCall<TId, TState, T> call, CancellationToken cancellationToken)
        where TId : notnull
    {
        var startedAt = parts.Clock.Time.GetTimestamp();
        List<LeaseKeeper?> keepers = [.. missing.Select(berth => loads.KeeperOf(berth.Found.Right))];
        IReadOnlyDictionary<TId, T> values;
        try
        {
            TId[] ids = [.. missing.Select(static berth => berth.Seat.Id)];
            values = await parts.Gate.RunAsync(
                (call, ids), static (run, token) => run.call.Load(run.ids, run.call.State, token), call.Pass, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception error)
        {
            await EndAsync(keepers).ConfigureAwait(false);
            foreach (var berth in missing) await LandFailureAsync(berth, error).ConfigureAwait(false);
            return;
        }

        await EndAsync(keepers).ConfigureAwait(false);
        parts.Events.Loaded();
        var time = parts.Clock.Time.GetElapsedTime(startedAt);
        await Task.WhenAll(missing.Select(berth => LandLoadedAsync(berth, call, values, time))).ConfigureAwait(false);
    }

    private async Task LandLoadedAsync<TId, TState, T>(
        Berth<TId, T> berth, BatchCall<TId, TState, T> call, IReadOnlyDictionary<TId, T> values, TimeSpan time)
        where TId : notnull
    {
        var loaded = values.TryGetValue(berth.Seat.Id, out var value) ? Loaded<T>.Of(value, time) : Loaded<T>.NotThere(time);
        var outcome = await keep.KeepAsync(berth.Seat.Flight, call.Policy, berth.Found, berth.Context, loaded).ConfigureAwait(false);
        parts.Flights.Land(berth.Seat.Flight);
        berth.Seat.Flight.Complete(outcome);
    }

    private async Task LandFailureAsync<TId, T>(Berth<TId, T> berth, Exception error)
    {
        var stale = await loads.FailAsync(berth.Seat.Flight, berth.Found).ConfigureAwait(false);
        parts.Flights.Land(berth.Seat.Flight);
        if (stale is { } outcome) berth.Seat.Flight.Complete(outcome);
        else berth.Seat.Flight.Fail(error);
    }

    private static async Task EndAsync(List<LeaseKeeper?> keepers)
    {
        foreach (var keeper in keepers)
            if (keeper is not null) await keeper.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>A key that has to be loaded, with what is needed to keep what comes.</summary>
    private sealed record Berth<TId, T>(Seat<TId, T> Seat, Found<T> Found, LoadContext Context);
}

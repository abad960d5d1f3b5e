using Larder.Entries;
using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>
/// Loads an entry anew before its time is over, in the background: once in this process by the entry's trigger and the flight of its key, once
/// in the fleet by the right to refresh. Whoever reads meanwhile gets the value that is still good; a removal wins as over any load.
/// </summary>
internal sealed class RefreshPath(CacheParts parts, ReadPath reads, SharedPath? shared, LoadPath loads, Landing landing)
{
    /// <summary>After a failure the source is left alone for this long; after half of the rest of the entry's time, if that is shorter.</summary>
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    /// <summary>True for the one read that has to start the refresh.</summary>
    public bool MustStart(Entry held) => held.Refresh is { } refresh && refresh.Claim(parts.Clock.Now, parts.Chance);

    public void Start<TState, T>(Entry<T> held, LoadCall<TState, T> call)
    {
        var flight = parts.Flights.Join<T>(call.Key, call.Policy.Tiers, call.Policy.Tags, out var begun);
        if (begun) CleanContext.Run(static plan => plan.Fly(), new RefreshPlan<TState, T>(this, flight, call, held));
        else flight.Leave();
    }

    private async Task FlyAsync<TState, T>(Flight<T> flight, LoadCall<TState, T> call, Entry<T> held)
    {
        parts.Events.Refreshed();
        try
        {
            var outcome = await LoadAsync(flight, call, held).ConfigureAwait(false);
            if (outcome.Source == ReadSource.Stale) TryAgainLater(held);
            landing.Land(flight, outcome);
        }
        catch (Exception error)
        {
            // Who joined meanwhile gets the failure; if nobody did, the log is the only one to tell.
            if (!flight.Abandoned.IsCancellationRequested) parts.Events.ServedStale(call.Key, error);
            TryAgainLater(held);
            landing.Fail(flight, error);
        }
    }

    private async ValueTask<LoadOutcome<T>> LoadAsync<TState, T>(Flight<T> flight, LoadCall<TState, T> call, Entry<T> held)
    {
        var found = shared is not null && call.Policy.Uses(CacheTiers.ReadShared | CacheTiers.WriteShared)
            ? await shared.FindAsync(new Search<T>(call.Key, call.Policy, held, FindAim.Refresh), flight.Abandoned).ConfigureAwait(false)
            : reads.FindLocally(call.Key, call.Policy, held, MissReason.Expired);
        if (found.Good is not { HasValue: true } newer) return await loads.RunAsync(flight, call, found).ConfigureAwait(false);
        if (call.Policy.Uses(CacheTiers.WriteMemory)) parts.Memory.Install(call.Key, reads.Limited(newer, call.Policy), found.Ticket);
        return new LoadOutcome<T>(newer, ReadSource.Shared, MissReason.None, found.Ticket);
    }

    private void TryAgainLater<T>(Entry<T> held)
    {
        var now = parts.Clock.Now;
        held.Refresh!.TryAgainFrom(now + Math.Min((long)PauseAfterFailure.TotalMilliseconds, Math.Max(1, (held.Stamp.FreshUntil - now) / 2)));
    }

    /// <summary>A refresh and what it is for, as one object to hand into a clean context.</summary>
    private sealed record RefreshPlan<TState, T>(RefreshPath Path, Flight<T> Flight, LoadCall<TState, T> Call, Entry<T> Held)
    {
        public void Fly() => Flight.Flying = Path.FlyAsync(Flight, Call, Held);
    }
}

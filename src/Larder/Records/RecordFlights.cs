using Larder.Diagnostics;
using Larder.Loading;
using Larder.Pipeline;
using Larder.Validity;

namespace Larder.Records;

/// <summary>
/// One load under way for each record and projection in this process. Who joined a load after a removal or an update was acknowledged does not take
/// what it brings.
/// </summary>
internal sealed class RecordFlights(CacheParts cache)
{
    /// <summary>A control character: no key of a cache has one, so the flights of a record and those of entries never meet.</summary>
    private const char Separator = '\u001f';

    /// <summary>What the flight of this key and projection brings.</summary>
    /// <param name="key">The record, or the pointer that is followed.</param>
    /// <param name="projection">The type that is asked for.</param>
    /// <param name="fly">Finds or loads; tells the record that the outcome is of.</param>
    /// <param name="cancellationToken">Ends the caller's wait.</param>
    public async ValueTask<LoadOutcome<RecordState>> ShareAsync(
        string key, Type projection, Func<Flight<RecordState>, ValueTask<RecordArrival>> fly, CancellationToken cancellationToken)
    {
        var startedAt = cache.Clock.Time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var joinedAt = cache.Stripes.Position;
            var flight = cache.Flights.Join<RecordState>($"{key}{Separator}{projection.FullName}", CacheTiers.All, [], out var begun);
            if (begun) CleanContext.Run(static plan => plan.Fly(), new FlightPlan(this, flight, fly));
            else cache.Events.Waited();
            var outcome = await WaitAsync(key, flight, startedAt, cancellationToken).ConfigureAwait(false);
            if (!begun && outcome.IsTooOldFor(joinedAt, cache.Fences)) continue;
            if (outcome.IsPrivate) CurrentLoad.KeepPrivate();
            cache.Events.Read(new CacheRead(
                key, outcome.Source, outcome.Reason, cache.Clock.Time.GetElapsedTime(startedAt), outcome.Entry.LoadTime,
                outcome.Entry.Stamp.FreshFor(cache.Clock.Now)));
            return outcome;
        }
    }

    private async ValueTask<LoadOutcome<RecordState>> WaitAsync(
        string key, Flight<RecordState> flight, long startedAt, CancellationToken cancellationToken)
    {
        try
        {
            return await flight.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            cache.Events.Read(new CacheRead(key, ReadSource.None, flight.Reason, cache.Clock.Time.GetElapsedTime(startedAt), TimeSpan.Zero, null));
            throw;
        }
    }

    /// <summary>Whatever happens, the flight lands: who waits for it gets an outcome or the failure.</summary>
    private async Task FlyAsync(Flight<RecordState> flight, Func<Flight<RecordState>, ValueTask<RecordArrival>> fly)
    {
        try
        {
            var (key, outcome) = await fly(flight).ConfigureAwait(false);
            cache.Flights.Land(flight);

            // Once nobody can join any more: asked before, a removal and a caller who comes after it could both slip in behind the question.
            flight.Complete(outcome.OverlapFrom == LoadOutcome<RecordState>.NoOverlap ? outcome with { OverlapFrom = OverlapOf(key, outcome) } : outcome);
        }
        catch (Exception error)
        {
            cache.Flights.Land(flight);
            flight.Fail(error);
        }
    }

    private long OverlapOf(string key, in LoadOutcome<RecordState> outcome)
    {
        var ticket = outcome.Ticket;
        if (!ticket.Watch.Vouches(ticket.Epoch, cache.Clock.Now, cache.BoundMs)) return LoadOutcome<RecordState>.BeforeAll;
        return cache.Memory.IsUnchanged(key, ticket) && MarkPin.AllKeep(outcome.Entry.Origin.Pins, key) ? LoadOutcome<RecordState>.NoOverlap : ticket.AskedAt;
    }

    /// <summary>A flight and what it is for, as one object to hand into a clean context.</summary>
    private sealed record FlightPlan(RecordFlights Flights, Flight<RecordState> Flight, Func<Flight<RecordState>, ValueTask<RecordArrival>> Way)
    {
        public void Fly() => Flight.Flying = Flights.FlyAsync(Flight, Way);
    }
}

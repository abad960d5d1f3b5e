using Larder.Loading;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>
/// Ends flights. Whether a removal overlapped is asked once nobody can join any more: asked before, a removal and a caller who comes after it
/// could both slip in behind the question, and he would get what it removed.
/// </summary>
internal sealed class Landing(CacheParts parts)
{
    public void Land<T>(Flight<T> flight, LoadOutcome<T> outcome)
    {
        parts.Flights.Land(flight);
        flight.Complete(outcome.OverlapFrom == LoadOutcome<T>.NoOverlap ? outcome with { OverlapFrom = OverlapOf(flight, outcome) } : outcome);
    }

    public void Fail<T>(Flight<T> flight, Exception error)
    {
        parts.Flights.Land(flight);
        flight.Fail(error);
    }

    // While nobody vouches for what was read, a removal may have been acknowledged that this process has not heard of: only who began the flight
    // may have the value.
    private long OverlapOf<T>(Flight<T> flight, in LoadOutcome<T> outcome)
    {
        var ticket = outcome.Ticket;
        var isVouchedFor = ticket.Watch.Vouches(ticket.Epoch, parts.Clock.Now, parts.BoundMs);
        if (!isVouchedFor && (parts.Fences & Fences.Overlap) != 0) return LoadOutcome<T>.BeforeAll;
        return Holds(flight, outcome) ? LoadOutcome<T>.NoOverlap : ticket.AskedAt;
    }

    private bool Holds<T>(Flight<T> flight, in LoadOutcome<T> outcome) =>
        parts.Memory.IsUnchanged(flight.Key, outcome.Ticket)
        && MarkPin.AllKeep(outcome.Entry.Origin.Pins, flight.Key)
        && (flight.Pins is not { } pins || MarkPin.AllKeep(pins, flight.Key));
}

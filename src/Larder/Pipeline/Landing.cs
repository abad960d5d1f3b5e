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
        if (outcome.OverlapFrom == LoadOutcome<T>.NoOverlap && !Holds(flight, outcome)) outcome = outcome with { OverlapFrom = outcome.Ticket.AskedAt };
        flight.Complete(outcome);
    }

    public void Fail<T>(Flight<T> flight, Exception error)
    {
        parts.Flights.Land(flight);
        flight.Fail(error);
    }

    private bool Holds<T>(Flight<T> flight, in LoadOutcome<T> outcome) =>
        parts.Memory.IsUnchanged(flight.Key, outcome.Ticket)
        && MarkPin.AllKeep(outcome.Entry.Origin.Pins, flight.Key)
        && (flight.Pins is not { } pins || MarkPin.AllKeep(pins, flight.Key));
}

using Larder.Entries;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>What looking for an entry brought, and what a load needs that follows.</summary>
/// <param name="Good">The entry, fresh and valid; null if there is none.</param>
/// <param name="Fallback">An entry past its expiration that may be served if loading fails.</param>
/// <param name="Reason">Why there is no good one.</param>
/// <param name="Ticket">From before anything was read: by it the result may be kept in memory.</param>
/// <param name="Marks">The marks of the whole cache and of the call's tags, as they were before the source is read.</param>
/// <param name="Right">The right to fill the shared tier; null when there is none, or nothing shall be filled.</param>
/// <param name="Reached">Whether the shared tier could be asked.</param>
internal sealed record Found<T>(
    Entry<T>? Good, Entry<T>? Fallback, MissReason Reason, InstallTicket Ticket, CapturedMarks Marks, LoadRight? Right, bool Reached)
{
    /// <summary>Who joins the load behind this position may have come after a removal that makes what it brings too old, told of here or not.</summary>
    public long OverlapFrom { get; init; } = Ticket.AskedAt;
}

using Larder.Entries;
using Larder.Pipeline;
using Larder.Validity;

namespace Larder.Records;

/// <summary>What looking for a record brought, and what a load needs that follows.</summary>
/// <param name="Good">The record with all fields that were asked for, or the news that there is no such row; null if there is neither.</param>
/// <param name="Seen">The record that lacks fields.</param>
/// <param name="Reason">Why there is no good one.</param>
/// <param name="Ticket">From before anything was read.</param>
/// <param name="Marks">The marks as they were before the source is read.</param>
internal sealed record RecordFound(
    Entry<RecordState>? Good, RecordState? Seen, MissReason Reason, InstallTicket Ticket, CapturedMarks Marks)
{
    /// <summary>The right to fill; null when there is none.</summary>
    public RecordRight? Right { get; init; }

    /// <summary>Whether the shared tier could be asked.</summary>
    public bool Reached { get; init; }
}

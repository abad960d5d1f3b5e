using Larder.EntityFrameworkCore.Changes;

namespace Larder.EntityFrameworkCore.Transactions;

/// <summary>What one save or statement in a transaction changed, and who removes it.</summary>
internal sealed record PendingStep(CommittedRemovals Removals, ChangeSet Changes)
{
    /// <summary>It stands in the outbox already.</summary>
    public bool IsWritten { get; set; }
}

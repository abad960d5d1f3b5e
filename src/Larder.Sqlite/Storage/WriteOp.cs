using Larder.Tiers;

namespace Larder.Sqlite.Storage;

/// <summary>
/// One change of the file. It runs in a transaction that it may share with others, and may run a second time when that transaction failed:
/// so it keeps nothing between runs but its result.
/// </summary>
internal abstract class WriteOp
{
    /// <summary>The caller went away before it ran.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Before the transaction begins.</summary>
    public virtual void Starting()
    {
    }

    /// <summary>Inside the transaction.</summary>
    public abstract void Run(FileConnection file);

    /// <summary>The transaction is committed; wakes the caller.</summary>
    public abstract void Committed();

    /// <summary>Nothing was written, or nobody knows whether it was.</summary>
    public abstract void Failed(TierException error);
}

using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Diagnostics;
using Larder.EntityFrameworkCore.Outbox;
using Microsoft.Extensions.Logging;

namespace Larder.EntityFrameworkCore.Transactions;

/// <summary>
/// Removes what the contexts of one type have committed. The change stands, so it neither throws nor can it be cancelled.
/// </summary>
internal sealed class CommittedRemovals(CacheRemoval removal, OutboxTable? outbox, SettledRows settled, ILogger logger)
{
    /// <summary>Where the changes of a transaction are written down; null without an outbox.</summary>
    public OutboxTable? Outbox => outbox;

    public ICache Cache => removal.Cache;

    public async ValueTask RemoveAsync(ChangeSet changes, IReadOnlyList<string> rows)
    {
        try
        {
            if (changes.IsEmpty || await removal.RemoveAsync(changes).ConfigureAwait(false)) settled.Add(rows);
        }
        catch (Exception error)
        {
            InvalidationLog.NotRemoved(logger, error);
        }
    }

    /// <summary>The same for a caller that has no way to wait: apart from its context and its transaction.</summary>
    public void Remove(ChangeSet changes, IReadOnlyList<string> rows)
    {
        if (changes.IsEmpty && rows.Count == 0) return;
        Task removing;
        using (ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow())
            removing = Task.Run(() => RemoveAsync(changes, rows).AsTask());
        removing.GetAwaiter().GetResult();
    }
}

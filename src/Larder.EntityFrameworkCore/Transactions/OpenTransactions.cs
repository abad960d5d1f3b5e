using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Isolation = System.Transactions.IsolationLevel;

namespace Larder.EntityFrameworkCore.Transactions;

/// <summary>
/// The transactions of this process that are open, and what they have changed. One for all contexts of a container, as contexts of several types may share
/// a transaction. What ends without a commit and without a word is collected with its transaction.
/// </summary>
internal sealed class OpenTransactions
{
    private readonly ConditionalWeakTable<DbTransaction, PendingChanges> _told = [];
    private readonly ConcurrentDictionary<string, PendingChanges> _ambient = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<DbContext, PendingChanges> _lastAmbient = [];

    /// <summary>The transaction in which this context works; null when each statement commits by itself.</summary>
    public PendingChanges? Of(DbContext context)
    {
        if (!context.Database.IsRelational()) return null;
        if (context.Database.CurrentTransaction is { } current) return Of(current.GetDbTransaction());
        if (AmbientOf(context) is not { } ambient) return null;
        var pending = Of(ambient);
        _lastAmbient.AddOrUpdate(context, pending);
        return pending;
    }

    public PendingChanges Of(DbTransaction transaction) => _told.GetValue(transaction, static _ => new PendingChanges());

    public PendingChanges? Find(DbTransaction transaction) => _told.TryGetValue(transaction, out var pending) ? pending : null;

    /// <summary>A provider may use the object of a transaction again: what an earlier one left is not the new one's.</summary>
    public void Begin(DbTransaction transaction) => _told.AddOrUpdate(transaction, new PendingChanges());

    /// <summary>The caller's own, which he may commit without a word to the context.</summary>
    public void Use(DbTransaction transaction)
    {
        if (Find(transaction) is not { IsOver: false }) _told.AddOrUpdate(transaction, new PendingChanges { IsUntold = true });
    }

    /// <summary>Whether this context may read rows that nobody else sees.</summary>
    public bool HasWritten(DbContext context) =>
        (context.Database.IsRelational() && Of(context)?.HasWritten == true) || (_lastAmbient.TryGetValue(context, out var last) && last.HasWritten);

    /// <summary>
    /// Whether what this context reads may be kept by nobody: rows that its transaction has written, or those of a snapshot that is older than the read.
    /// </summary>
    public bool ReadsPrivately(DbContext context) => HasWritten(context) || HasSnapshot(context);

    private static bool HasSnapshot(DbContext context)
    {
        if (!context.Database.IsRelational()) return false;
        if (context.Database.CurrentTransaction is not { } current)
            return AmbientOf(context)?.IsolationLevel is Isolation.RepeatableRead or Isolation.Serializable or Isolation.Snapshot;
        try
        {
            return current.GetDbTransaction().IsolationLevel is
                System.Data.IsolationLevel.RepeatableRead or System.Data.IsolationLevel.Serializable or System.Data.IsolationLevel.Snapshot;
        }
        catch (InvalidOperationException)
        {
            // The caller's own, which has ended.
            return false;
        }
    }

    private static Transaction? AmbientOf(DbContext context)
    {
        var ambient = context.Database.GetEnlistedTransaction() ?? Transaction.Current;
        try
        {
            return ambient?.TransactionInformation.Status == TransactionStatus.Active ? ambient : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private PendingChanges Of(Transaction ambient)
    {
        var id = ambient.TransactionInformation.LocalIdentifier;
        if (_ambient.TryGetValue(id, out var known)) return known;
        var pending = new PendingChanges { IsUntold = true };
        if (!_ambient.TryAdd(id, pending)) return _ambient[id];
        ambient.TransactionCompleted += (_, ended) => End(id, ended.Transaction?.TransactionInformation.Status);
        return pending;
    }

    private void End(string id, TransactionStatus? status)
    {
        if (!_ambient.TryRemove(id, out var pending)) return;
        if (status == TransactionStatus.Aborted) pending.Drop();
        else pending.Remove();
    }
}

using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Larder.EntityFrameworkCore.Interception;

/// <summary>Transactions of a context: what they changed is removed behind their commit, and never before.</summary>
internal sealed class TransactionWatch(InvalidationParts parts) : DbTransactionInterceptor
{
    private const string Commit = "Commit";

    public override DbTransaction TransactionStarted(DbConnection connection, TransactionEndEventData eventData, DbTransaction result)
    {
        parts.Open.Begin(result);
        return result;
    }

    public override ValueTask<DbTransaction> TransactionStartedAsync(
        DbConnection connection, TransactionEndEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        new(TransactionStarted(connection, eventData, result));

    public override DbTransaction TransactionUsed(DbConnection connection, TransactionEventData eventData, DbTransaction result)
    {
        parts.Open.Use(result);
        return result;
    }

    public override ValueTask<DbTransaction> TransactionUsedAsync(
        DbConnection connection, TransactionEventData eventData, DbTransaction result, CancellationToken cancellationToken = default) =>
        new(TransactionUsed(connection, eventData, result));

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result)
    {
        if (transaction.Connection is not { } connection) return result;
        parts.Open.Find(transaction)?.Write(connection, transaction);
        if (SaveToWrite(eventData) is { } save && save.Rows!.ToChangeSet() is { IsEmpty: false } changes)
            save.OutboxRows.Add(parts.Removals.Outbox!.Write(changes, connection, transaction));
        return result;
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (transaction.Connection is not { } connection) return result;
        if (parts.Open.Find(transaction) is { } pending) await pending.WriteAsync(connection, transaction, cancellationToken).ConfigureAwait(false);
        if (SaveToWrite(eventData) is { } save && save.Rows!.ToChangeSet() is { IsEmpty: false } changes)
            save.OutboxRows.Add(await parts.Removals.Outbox!.WriteAsync(changes, connection, transaction, cancellationToken).ConfigureAwait(false));
        return result;
    }

    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => parts.Open.Find(transaction)?.Remove();

    // The commit is done: the token of the caller does not end what has to follow it.
    public override async Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (parts.Open.Find(transaction) is { } pending) await pending.RemoveAsync().ConfigureAwait(false);
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => parts.Open.Find(transaction)?.Drop();

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        parts.Open.Find(transaction)?.Drop();
        return Task.CompletedTask;
    }

    // A commit that throws may have been done all the same.
    public override void TransactionFailed(DbTransaction transaction, TransactionErrorEventData eventData)
    {
        if (eventData.Action == Commit) parts.Open.Find(transaction)?.Remove();
    }

    public override async Task TransactionFailedAsync(DbTransaction transaction, TransactionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (eventData.Action == Commit && parts.Open.Find(transaction) is { } pending) await pending.RemoveAsync().ConfigureAwait(false);
    }

    public override void CreatedSavepoint(DbTransaction transaction, TransactionEventData eventData) => parts.Open.Find(transaction)?.BeginSavepoint();

    public override Task CreatedSavepointAsync(DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        CreatedSavepoint(transaction, eventData);
        return Task.CompletedTask;
    }

    public override void RolledBackToSavepoint(DbTransaction transaction, TransactionEventData eventData) => parts.Open.Find(transaction)?.RollBackToSavepoint();

    public override Task RolledBackToSavepointAsync(DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        RolledBackToSavepoint(transaction, eventData);
        return Task.CompletedTask;
    }

    public override void ReleasedSavepoint(DbTransaction transaction, TransactionEventData eventData) => parts.Open.Find(transaction)?.ReleaseSavepoint();

    public override Task ReleasedSavepointAsync(DbTransaction transaction, TransactionEventData eventData, CancellationToken cancellationToken = default)
    {
        ReleasedSavepoint(transaction, eventData);
        return Task.CompletedTask;
    }

    /// <summary>The save that this transaction was made for, if it must be written down.</summary>
    private ContextSave? SaveToWrite(TransactionEventData eventData) =>
        parts.Removals.Outbox is not null && eventData.Context is { } context && parts.SaveOf(context) is { IsRunning: true, IsAlone: true, Rows: not null } save ? save : null;
}

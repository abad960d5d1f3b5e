using System.Data.Common;
using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Larder.EntityFrameworkCore.Interception;

/// <summary>
/// Statements that no row is tracked of: ExecuteUpdate, ExecuteDelete and SQL of the application. And reads: what a load reads inside of a transaction that
/// has written goes to nobody else.
/// </summary>
internal sealed class CommandWatch(InvalidationParts parts) : DbCommandInterceptor
{
    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        Before(command, eventData);
        if (result.HasResult || NeedsRow(command, eventData) is not { } changes) return result;
        using var transaction = command.Connection!.BeginTransaction();
        command.Transaction = transaction;
        var count = command.ExecuteNonQuery();
        var row = parts.Removals.Outbox!.Write(changes, command.Connection!, transaction);
        transaction.Commit();
        parts.SaveOf(eventData.Context!).OutboxRows.Add(row);
        return InterceptionResult<int>.SuppressWithResult(count);
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Before(command, eventData);
        if (result.HasResult || NeedsRow(command, eventData) is not { } changes) return result;
        var connection = command.Connection!;
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        command.Transaction = transaction;
        var count = await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        var row = await parts.Removals.Outbox!.WriteAsync(changes, connection, transaction, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        parts.SaveOf(eventData.Context!).OutboxRows.Add(row);
        return InterceptionResult<int>.SuppressWithResult(count);
    }

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
    {
        Before(command, eventData);
        return result;
    }

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
        new(ScalarExecuting(command, eventData, result));

    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        Before(command, eventData);
        if (ChangesOf(command, eventData) is not null) parts.SaveOf(eventData.Context!).WritingReaders.Add(eventData.CommandId);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
        new(ReaderExecuting(command, eventData, result));

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        After(command, eventData);
        return result;
    }

    public override async ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        await AfterAsync(command, eventData).ConfigureAwait(false);
        return result;
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        After(command, eventData);
        return result;
    }

    public override async ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        await AfterAsync(command, eventData).ConfigureAwait(false);
        return result;
    }

    // A statement that answers with rows is over when they are read: only then has it committed.
    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        if (eventData.Context is not { } context || !parts.SaveOf(context).WritingReaders.Remove(eventData.CommandId)) return result;
        eventData.DataReader.Close();
        var changes = parts.ChangesOf(context, parts.EffectOf(context, command.CommandText));
        if (Join(context, changes) is not { } pending) parts.Removals.Remove(changes, []);
        else UntoldRows.Write(context, pending);
        return result;
    }

    // How far it got is not known: of several statements, some may stand.
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => After(command, eventData);

    public override async Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default) =>
        await AfterAsync(command, eventData).ConfigureAwait(false);

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => After(command, eventData);

    public override async Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default) =>
        await AfterAsync(command, eventData).ConfigureAwait(false);

    private void Before(DbCommand command, CommandEventData eventData)
    {
        if (eventData.Context is not { } context) return;
        if (eventData.CommandSource == CommandSource.SaveChanges) BeforeSave(context);
        else if (MayWrite(eventData.CommandSource) && parts.EffectOf(context, command.CommandText).Writes) parts.Open.Of(context)?.Wrote();
        if (CurrentLoad.IsRunning && parts.Open.ReadsPrivately(context)) CurrentLoad.KeepPrivate();
    }

    // The transaction of a save that stands alone is its own: nobody reads in it.
    private void BeforeSave(DbContext context)
    {
        var save = parts.SaveOf(context);
        save.Note(context, parts.RulesOf(context));
        if (!save.IsAlone) parts.Open.Of(context)?.Wrote();
    }

    private void After(DbCommand command, CommandEventData eventData)
    {
        if (ChangesOf(command, eventData) is not { } changes) return;
        var context = eventData.Context!;
        if (Join(context, changes) is not { } pending) parts.Removals.Remove(changes, parts.SaveOf(context).TakeOutboxRows());
        else UntoldRows.Write(context, pending);
    }

    private async ValueTask AfterAsync(DbCommand command, CommandEventData eventData)
    {
        if (ChangesOf(command, eventData) is not { } changes) return;
        var context = eventData.Context!;
        if (Join(context, changes) is not { } pending)
            await parts.Removals.RemoveAsync(changes, parts.SaveOf(context).TakeOutboxRows()).ConfigureAwait(false);
        else await UntoldRows.WriteAsync(context, pending).ConfigureAwait(false);
    }

    private PendingChanges? Join(DbContext context, ChangeSet changes)
    {
        var pending = parts.Open.Of(context);
        pending?.Add(new PendingStep(parts.Removals, changes));
        return pending;
    }

    /// <summary>What a statement that commits by itself removes, if it must stand in the outbox: then it gets a transaction with it.</summary>
    private ChangeSet? NeedsRow(DbCommand command, CommandEventData eventData) =>
        parts.Removals.Outbox is not null && ChangesOf(command, eventData) is { IsEmpty: false } changes && parts.Open.Of(eventData.Context!) is null ? changes : null;

    private ChangeSet? ChangesOf(DbCommand command, CommandEventData eventData) =>
        eventData.Context is { } context && MayWrite(eventData.CommandSource) && parts.EffectOf(context, command.CommandText) is { Writes: true } effect
            ? parts.ChangesOf(context, effect)
            : null;

    private static bool MayWrite(CommandSource source) => source is not
        (CommandSource.SaveChanges or CommandSource.LinqQuery or CommandSource.Migrations or CommandSource.Scaffolding or CommandSource.ValueGenerator);
}

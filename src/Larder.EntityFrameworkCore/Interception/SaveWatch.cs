using System.Data.Common;
using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Larder.EntityFrameworkCore.Interception;

/// <summary>Saves of tracked rows: removed at once when the save has committed by itself, else when its transaction does.</summary>
internal sealed class SaveWatch(InvalidationParts parts) : SaveChangesInterceptor
{
    public InvalidationParts Parts => parts;

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Begin(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Begin(eventData.Context);
        return new ValueTask<InterceptionResult<int>>(result);
    }

    public override int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        if (Ended(eventData.Context) is { } alone) parts.Removals.Remove(alone, Rows(eventData.Context!));
        else if (PendingOf(eventData.Context) is { } pending) UntoldRows.Write(eventData.Context!, pending);
        return result;
    }

    // The token of the caller does not end it: what is committed is to be removed.
    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (Ended(eventData.Context) is { } alone) await parts.Removals.RemoveAsync(alone, Rows(eventData.Context!)).ConfigureAwait(false);
        else if (PendingOf(eventData.Context) is { } pending) await UntoldRows.WriteAsync(eventData.Context!, pending).ConfigureAwait(false);
        return result;
    }

    public override void SaveChangesFailed(DbContextErrorEventData eventData)
    {
        if (Ended(eventData.Context) is { } alone && MayHaveCommitted(eventData.Exception)) parts.Removals.Remove(alone, Rows(eventData.Context!));
    }

    public override async Task SaveChangesFailedAsync(DbContextErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Ended(eventData.Context) is { } alone && MayHaveCommitted(eventData.Exception))
            await parts.Removals.RemoveAsync(alone, Rows(eventData.Context!)).ConfigureAwait(false);
    }

    public override void SaveChangesCanceled(DbContextEventData eventData)
    {
        if (Ended(eventData.Context) is { } alone) parts.Removals.Remove(alone, Rows(eventData.Context!));
    }

    public override async Task SaveChangesCanceledAsync(DbContextEventData eventData, CancellationToken cancellationToken = default)
    {
        if (Ended(eventData.Context) is { } alone) await parts.Removals.RemoveAsync(alone, Rows(eventData.Context!)).ConfigureAwait(false);
    }

    private void Begin(DbContext? context)
    {
        if (context is null) return;
        var save = parts.SaveOf(context);
        var isRelational = context.Database.IsRelational();
        save.Begin(context, parts.Open.Of(context) is null, isRelational && parts.Removals.Outbox is not null);
        if (isRelational) return;

        // No statement is heard of.
        context.ChangeTracker.DetectChanges();
        save.Note(context, parts.RulesOf(context));
    }

    /// <summary>What a save that stood alone has changed; what another one has, waits for its transaction, also when it failed: nobody knows what is left of it.</summary>
    private ChangeSet? Ended(DbContext? context)
    {
        if (context is null) return null;
        var save = parts.SaveOf(context);
        if (save.End(context) is not { } changes) return null;
        if (save.IsAlone) return changes;
        parts.Open.Of(context)?.Add(new PendingStep(parts.Removals, changes));
        return null;
    }

    private PendingChanges? PendingOf(DbContext? context) => context is not null && parts.Removals.Outbox is not null ? parts.Open.Of(context) : null;

    private string[] Rows(DbContext context) => parts.SaveOf(context).TakeOutboxRows();

    /// <summary>A server that says why it refused has refused. Whatever else happened, the answer of a commit may have been lost.</summary>
    private static bool MayHaveCommitted(Exception error) => error is not DbUpdateConcurrencyException
        && (error as DbException ?? error.InnerException as DbException)?.SqlState is not { Length: > 0 };
}

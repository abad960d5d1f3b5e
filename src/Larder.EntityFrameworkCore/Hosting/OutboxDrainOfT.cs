using System.Data;
using System.Data.Common;
using Larder.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Larder.EntityFrameworkCore.Hosting;

/// <summary>
/// Deletes the rows of the outbox whose removal this process has done, and takes over those of processes that died: rows that were there in the round before
/// too. So no two clocks are compared. To remove twice is harmless, to remove never is not: a row goes only after its removal.
/// </summary>
internal sealed class OutboxDrain<TContext>(
    IServiceScopeFactory scopes, ContextInvalidation<TContext> invalidation, OutboxOptions options, TimeProvider time, ILogger logger) : BackgroundService
    where TContext : DbContext
{
    private HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _isFailing;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        RepeatAsync(DeleteSettledAsync, invalidation.Settled.WaitAsync, stoppingToken),
        RepeatAsync(DrainAsync, token => new ValueTask(Task.Delay(options.Every, time, token)), stoppingToken));

    /// <summary>One round over what others left.</summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var connection = await OpenAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
        var found = await invalidation.Outbox!.IdsAsync(connection, cancellationToken).ConfigureAwait(false);
        string[] left = [.. found.Where(_seen.Contains)];
        if (left.Length > 0) await TakeAsync(left, connection, cancellationToken).ConfigureAwait(false);
        _seen = [.. found];
    }

    private async Task TakeAsync(string[] ids, DbConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        List<string> done = [];
        foreach (var row in await invalidation.Outbox!.TakeAsync(ids, transaction, cancellationToken).ConfigureAwait(false))
            if (await invalidation.Removal.RemoveAsync(row.ToChangeSet()).ConfigureAwait(false)) done.Add(row.Id);
        if (done.Count > 0) await invalidation.Outbox!.DeleteAsync(done, connection, transaction, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task DeleteSettledAsync(CancellationToken cancellationToken)
    {
        var ids = invalidation.Settled.Take(options.BatchSize);
        if (ids.Count == 0) return;
        await using var scope = scopes.CreateAsyncScope();
        var connection = await OpenAsync(scope.ServiceProvider, cancellationToken).ConfigureAwait(false);
        await invalidation.Outbox!.DeleteAsync(ids, connection, null, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<DbConnection> OpenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var database = services.GetRequiredService<TContext>().Database;
        await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        return database.GetDbConnection();
    }

    /// <summary>A round that fails is told once, until one goes well; what it left is there in the next.</summary>
    private async Task RepeatAsync(Func<CancellationToken, Task> round, Func<CancellationToken, ValueTask> rest, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await rest(stopping).ConfigureAwait(false);
                if (await TryAsync(round, stopping).ConfigureAwait(false)) continue;
                await Task.Delay(options.Every, time, stopping).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The application ends; rows that are left are the next one's.
        }
    }

    private async Task<bool> TryAsync(Func<CancellationToken, Task> round, CancellationToken stopping)
    {
        try
        {
            await round(stopping).ConfigureAwait(false);
            if (_isFailing) InvalidationLog.DrainedAgain(logger, typeof(TContext).Name);
            _isFailing = false;
            return true;
        }
        catch (Exception error) when (!stopping.IsCancellationRequested)
        {
            if (!_isFailing) InvalidationLog.NotDrained(logger, typeof(TContext).Name, error);
            _isFailing = true;
            return false;
        }
    }
}

using System.Data.Common;
using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Interception;
using Larder.EntityFrameworkCore.Reads;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Larder.EntityFrameworkCore;

/// <summary>What a context and a cache say to each other. The context needs <c>AddLarderInvalidation()</c>.</summary>
public static class LarderContextExtensions
{
    /// <summary>
    /// The cache as this context sees it: once its open transaction has written, reads run their loader and nothing else, and nothing is kept. Removals wait
    /// for the commit. Else it is the cache itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">LAR607: the context was not added to the invalidation.</exception>
    public static ICache Within(this ICache cache, DbContext context)
    {
        var parts = PartsOf(context);
        return new TransactionCache(cache, context, parts.Open, parts.Removals);
    }

    /// <summary>
    /// Saves under a writer's hold, for <see cref="CacheOptions.WriterHoldFor"/>: the keys of the rows are held before the save and removed before and after
    /// it. In an open transaction it is a plain save, as the transaction may stay open for long. Keys that the database makes are not held: nobody knows them yet.
    /// </summary>
    /// <returns>How many rows were written.</returns>
    /// <exception cref="InvalidOperationException">LAR607: the context was not added to the invalidation.</exception>
    public static async Task<int> SaveChangesHeldAsync(this DbContext context, CancellationToken cancellationToken = default)
    {
        var parts = PartsOf(context);
        if (parts.Open.Of(context) is not null) return await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        if (context.ChangeTracker.AutoDetectChangesEnabled) context.ChangeTracker.DetectChanges();
        var keys = SavedRows.Of(context, parts.RulesOf(context)).ToChangeSet().Keys;
        return await parts.Removals.Cache.ChangeSourceAsync(
            keys, context, static async (context, token) => await context.SaveChangesAsync(token).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Removes what this transaction has changed, once you have committed it yourself, on the <see cref="DbTransaction"/> that you gave to
    /// <c>UseTransaction</c>. A commit through a context needs no such call.
    /// </summary>
    /// <exception cref="InvalidOperationException">LAR607: the context was not added to the invalidation.</exception>
    public static async Task RemoveCommittedAsync(this DbContext context, DbTransaction committed)
    {
        if (PartsOf(context).Open.Find(committed) is { } pending) await pending.RemoveAsync().ConfigureAwait(false);
    }

    /// <summary>Makes the table of the outbox, if it is not there.</summary>
    /// <exception cref="InvalidOperationException">LAR607: the context has no outbox.</exception>
    public static Task EnsureLarderOutboxAsync(this DbContext context, CancellationToken cancellationToken = default) =>
        context.Database.ExecuteSqlRawAsync(LarderOutboxSql(context), cancellationToken);

    /// <summary>The statement that makes the table of the outbox, for who makes his tables by scripts.</summary>
    /// <exception cref="InvalidOperationException">LAR607: the context has no outbox.</exception>
    public static string LarderOutboxSql(this DbContext context) => PartsOf(context).Removals.Outbox?.Definition ?? throw Missing(context, "UseOutbox()");

    private static InvalidationParts PartsOf(DbContext context) =>
        context.GetService<IDbContextOptions>().FindExtension<CoreOptionsExtension>()?.Interceptors?.OfType<SaveWatch>().FirstOrDefault()?.Parts
            ?? throw Missing(context, "AddLarderInvalidation()");

    private static InvalidOperationException Missing(DbContext context, string call) =>
        new($"LAR607 {context.GetType().Name} was made without {call}. Call it on the services for this type of context.");
}

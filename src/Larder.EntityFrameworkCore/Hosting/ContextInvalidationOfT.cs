using Larder.Diagnostics;
using Larder.EntityFrameworkCore.Changes;
using Larder.EntityFrameworkCore.Interception;
using Larder.EntityFrameworkCore.Outbox;
using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.EntityFrameworkCore.Hosting;

/// <summary>The interceptors of one type of context, and what they are made of.</summary>
internal sealed class ContextInvalidation<TContext>(IReadOnlyList<IInterceptor> interceptors, CacheRemoval removal, OutboxTable? outbox, SettledRows settled)
    where TContext : DbContext
{
    public IReadOnlyList<IInterceptor> Interceptors => interceptors;

    public CacheRemoval Removal => removal;

    public OutboxTable? Outbox => outbox;

    public SettledRows Settled => settled;

    public static ContextInvalidation<TContext> Of(IServiceProvider services, InvalidationSettings settings)
    {
        var logger = services.GetService<ILoggerFactory>()?.CreateLogger("Larder") ?? NullLogger.Instance;
        var cache = services.GetRequiredKeyedService<ICache>(settings.Cache);
        var removal = new CacheRemoval(cache, services.GetService<CacheCatalog>());
        var outbox = settings.Outbox is { } options ? new OutboxTable(options, services.GetRequiredService<TimeProvider>()) : null;
        var settled = new SettledRows();
        var removals = new CommittedRemovals(removal, outbox, settled, logger);
        var parts = new InvalidationParts(settings.Map.Definitions, services.GetRequiredService<OpenTransactions>(), removals, logger);
        return new ContextInvalidation<TContext>([new SaveWatch(parts), new CommandWatch(parts), new TransactionWatch(parts)], removal, outbox, settled);
    }
}

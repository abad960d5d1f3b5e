using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.EntityFrameworkCore.Hosting;

/// <summary>What <c>AddLarderInvalidation()</c> gives back: choose the cache, add an outbox.</summary>
public sealed class InvalidationBuilder<TContext>
    where TContext : DbContext
{
    private readonly InvalidationSettings _settings;

    internal InvalidationBuilder(IServiceCollection services, InvalidationSettings settings) => (Services, _settings) = (services, settings);

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The cache to remove from. Default: the one without a name.</summary>
    public InvalidationBuilder<TContext> UseCache(string name)
    {
        _settings.Cache = name;
        return this;
    }

    /// <summary>
    /// Writes what is to be removed into a table of the same database, in the same transaction, so that it is not lost when the process dies between the
    /// commit and the removal. Make the table with <c>EnsureLarderOutboxAsync</c>. A hosted service drains what others left.
    /// </summary>
    public InvalidationBuilder<TContext> UseOutbox(Action<OutboxOptions>? configure = null)
    {
        if (_settings.Outbox is null)
        {
            _settings.Outbox = new OutboxOptions();
            Services.AddSingleton<IHostedService>(static provider => new OutboxDrain<TContext>(
                provider.GetRequiredService<IServiceScopeFactory>(), provider.GetRequiredService<ContextInvalidation<TContext>>(),
                provider.GetRequiredService<InvalidationSettings<TContext>>().Settings.Outbox!, provider.GetRequiredService<TimeProvider>(),
                provider.GetService<ILoggerFactory>()?.CreateLogger("Larder") ?? NullLogger.Instance));
        }

        configure?.Invoke(_settings.Outbox);
        return this;
    }
}

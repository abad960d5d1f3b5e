using Larder;
using Larder.Hosting;
using Larder.Warming;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Fills a cache before visitors ask.</summary>
public static class WarmUpBuilderExtensions
{
    /// <summary>
    /// Loads what visitors ask for first, once the application has started and answers. It never delays or ends the application; it can be run again
    /// by its name. Each instance runs its own: of a key that several load at once, the fleet's lease lets one ask the source.
    /// </summary>
    /// <param name="builder">The cache.</param>
    /// <param name="name">Its name, unlike all others of the application.</param>
    /// <param name="run">Loads through the cache. Its token is cancelled when the time is over, and when the application ends.</param>
    /// <param name="configure">Changes its bounds.</param>
    public static LarderBuilder AddWarmUp(
        this LarderBuilder builder, string name, Func<WarmUpContext, CancellationToken, Task> run, Action<WarmUpOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(run);
        var options = new WarmUpOptions();
        configure?.Invoke(options);
        options.Check();
        var cache = builder.Name;
        var definition = new WarmUpDefinition(name, options, provider => provider.GetRequiredKeyedService<ICache>(cache), run);
        if (builder.Services.Any(service => service.ImplementationInstance is WarmUpDefinition other && other.Name == name))
            throw new ArgumentException($"There is a warm-up called \"{name}\" already. Give each a name of its own.", nameof(name));
        builder.Services.AddSingleton(definition);
        builder.Services.TryAddSingleton(static provider => new WarmUps(provider.GetServices<WarmUpDefinition>().Select(one => new WarmUp(
            one, provider.GetRequiredService<IServiceScopeFactory>(),
            provider.GetService<ILoggerFactory>()?.CreateLogger("Larder.WarmUp") ?? NullLogger.Instance,
            provider.GetRequiredService<TimeProvider>()))));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, WarmUpService>());
        return builder;
    }
}

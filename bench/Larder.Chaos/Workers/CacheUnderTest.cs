using Larder.Hosting;
using Larder.Pipeline;
using Larder.Validity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Larder.Chaos.Workers;

/// <summary>
/// A cache as AddLarder makes it, but for two things: a fence may be left out, and a witness stands between it and its shared tier.
/// </summary>
internal sealed class CacheUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly Cache _cache;

    private CacheUnderTest(ServiceProvider services, Cache cache) => (_services, _cache) = (services, cache);

    public ICache Cache => _cache;

    public static CacheUnderTest Open(WorkerSettings settings, OperationLog log)
    {
        var collection = new ServiceCollection();
        var builder = collection.AddLarder().Configure(Set).Configure(options => options.ForeignValues = settings.ForeignValues);
        _ = settings.Tier == TierKind.Sqlite ? builder.UseSqlite(settings.Place) : builder.UseRedis(settings.Place);
        var services = collection.BuildServiceProvider();
        var options = services.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get("");
        var tier = services.GetKeyedServices<SharedTierRegistration>("").Last().Create(options);
        var witnessed = new WitnessFactory(tier, new TierWitness(log, settings.IsHeldUp ? new HoldUp(new Random(settings.Process)) : null));
        var surroundings = new CacheSurroundings(witnessed, RegisteredSerializers.Of(services, ""), NullLogger.Instance, TimeProvider.System)
        {
            Fences = Fences.All & ~FenceOf(settings.Without),
        };
        return new(services, CacheAssembly.Build("", options, surroundings));
    }

    public async ValueTask DisposeAsync()
    {
        await _cache.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static Fences FenceOf(string name) => name == WorkerSettings.NoFence ? 0 : Enum.Parse<Fences>(name, ignoreCase: true);

    private static void Set(CacheOptions options)
    {
        options.Name = "chaos";
        options.KeyPrefix = KeySet.TierPrefix;
        options.StalenessBound = Settings.StalenessBound;
        options.DetachedExpiration = Settings.DetachedExpiration;
        options.CommandTimeout = Settings.CommandTimeout;
        options.BreakerOpenFor = Settings.BreakerOpenFor;
        options.LeaseFor = Settings.LeaseFor;
        options.LoadTimeout = Settings.LoadTimeout;
    }
}

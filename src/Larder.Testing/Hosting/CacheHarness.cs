using Larder.Diagnostics;
using Larder.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Testing.Hosting;

/// <summary>
/// A cache for one test, on a clock that stands still: of memory alone, or as one process of a fleet that shares a server. It is registered
/// as an application registers it. Expirations have no jitter unless the test asks for it.
/// </summary>
public sealed class CacheHarness : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private FaultyTier? _faulty;
    private FaultyHolds? _holds;
    private InMemoryTier? _tier;

    /// <summary>A cache of memory alone.</summary>
    /// <param name="configure">Changes the options.</param>
    /// <param name="more">Adds to the cache what stands beside it, such as records.</param>
    public CacheHarness(Action<CacheOptions>? configure = null, Action<LarderBuilder>? more = null) : this(null, new FakeClock(), configure, more)
    {
    }

    /// <summary>One more process on this server, by the server's clock.</summary>
    /// <param name="server">What the harnesses of a fleet share.</param>
    /// <param name="configure">Changes the options.</param>
    /// <param name="more">Adds to the cache what stands beside it, such as records.</param>
    /// <exception cref="ArgumentException">The server's clock is no <see cref="FakeClock"/>.</exception>
    public CacheHarness(InMemoryTierServer server, Action<CacheOptions>? configure = null, Action<LarderBuilder>? more = null) : this(
        server,
        server.Clock as FakeClock ?? throw new ArgumentException(
            "The server runs on a clock that no test can advance. Make it by new InMemoryTierServer().", nameof(server)),
        configure,
        more)
    {
    }

    private CacheHarness(InMemoryTierServer? server, FakeClock clock, Action<CacheOptions>? configure, Action<LarderBuilder>? more)
    {
        Clock = clock;
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock);
        var larder = services.AddLarder().Configure(options =>
        {
            options.Name = "test";
            options.Jitter = 0;
            configure?.Invoke(options);
        });
        if (server is null) larder.UseMemoryOnly();
        else larder.UseSharedTier((_, _) => new Connection(this, server))
            .UseWriterHolds(server.Name, (_, _) => _holds = new(server.OpenHolds(), Faults, clock))
            .UseSharedRecords(server.Name, _ => new FaultyRecords(_tier!.Records, _faulty!));
        more?.Invoke(larder);

        _services = services.BuildServiceProvider();
        Cache = _services.GetRequiredService<ICache>();
    }

    /// <summary>The cache under test.</summary>
    public ICache Cache { get; }

    /// <summary>The same object by Microsoft's words.</summary>
    public HybridCache Hybrid => _services.GetRequiredService<HybridCache>();

    /// <summary>What the cache counted so far.</summary>
    public CacheStats Stats => _services.GetRequiredService<CacheCatalog>().StatsOf();

    /// <summary>The clock of the cache and of its server.</summary>
    public FakeClock Clock { get; }

    /// <summary>What goes wrong between this cache and its server.</summary>
    public FaultScript Faults { get; } = new();

    /// <summary>What this cache asked of its server, also when it went wrong.</summary>
    public CallCounts Calls => (_faulty ?? throw NoServer()).Calls;

    /// <summary>What this cache asked of the writer holds; there are some when <see cref="CacheOptions.WriterHoldFor"/> is set.</summary>
    public CallCounts HoldCalls => (_holds ?? throw new InvalidOperationException("This cache holds nothing: set WriterHoldFor.")).Calls;

    /// <summary>The changes on their way to this cache.</summary>
    public ChangeStream Changes => (_tier ?? throw NoServer()).Changes;

    /// <summary>The services, for what stands beside the cache.</summary>
    public IServiceProvider Services => _services;

    /// <summary>Ends this process; its server and the others go on.</summary>
    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static InvalidOperationException NoServer() =>
        new("This harness has memory alone. Give it a server: new CacheHarness(new InMemoryTierServer()).");

    private sealed class Connection(CacheHarness harness, InMemoryTierServer server) : ISharedTierFactory
    {
        public string Name => server.Name;

        public ISharedTier Open(IChangeSink sink)
        {
            harness._tier = server.Open(sink);
            return harness._faulty = new FaultyTier(harness._tier, harness.Faults, harness.Clock);
        }
    }
}

using Larder.Redis.Hosting;
using Larder.Redis.Tiers;
using Larder.Support;
using Larder.Testing.Conformance;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Redis.Tests.Conformance;

/// <summary>Real servers for the conformance suite. Each instance has connections of its own, as another process would.</summary>
internal abstract class ServerPlace : ITierUnderTest
{
    private readonly List<RedisConnection> _connections = [];
    private readonly List<ISharedTier> _opened = [];

    public virtual TierTraits Traits { get; } =
        new("redis", Follow.Pushed, TimeSpan.Zero, 64 << 20, TierFeatures.Evicts | TierFeatures.ForeignWriters | TierFeatures.KeepsTime | TierFeatures.WriterHolds);

    public virtual Func<CancellationToken, ValueTask<IAsyncDisposable>>? Outage => null;

    public Func<Slot, CancellationToken, ValueTask> WriteForeign => (slot, _) => new(CallAsync(SlotKey.Of(slot), "SET", SlotKey.Of(slot), "written by another program"));

    /// <summary>Every connection is lost; comes back when all instances can read and write again.</summary>
    public Func<ISharedTier, CancellationToken, ValueTask> BreakStream => async (_, _) =>
    {
        await CutAsync();
        var any = new[] { new Slot(SlotKind.Entry, "any") };
        foreach (var tier in _opened)
        {
            await WorksAsync(() => tier.ReadAsync(any, new SlotRead[1], ReadDepth.Whole, CancellationToken.None).AsTask());
            await WorksAsync(() => tier.RemoveAsync(any, CancellationToken.None).AsTask());
        }
    };

    public Func<CancellationToken, ValueTask<IWriterHolds>> OpenHolds => _ =>
    {
        var (_, connection) = Connect();
        return new(new RedisHolds(() => connection.Client));
    };

    protected abstract string Url { get; }

    public ValueTask<ISharedTier> OpenAsync(IChangeSink sink, CancellationToken cancellationToken)
    {
        var (options, connection) = Connect();
        var tier = new RedisTierFactory(() => connection.Client, () => ConnectionSettings.TierOf(options), new TierSurroundings(TimeProvider.System, NullLogger.Instance)).Open(sink);
        _opened.Add(tier);
        return OpenedAsync(tier);
    }

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var connection in _connections) await connection.DisposeAsync();
    }

    /// <summary>A tier that was just opened.</summary>
    protected virtual ValueTask<ISharedTier> OpenedAsync(ISharedTier tier) => new(tier);

    /// <summary>Runs a command at the server that has this key, past the tier.</summary>
    protected abstract Task CallAsync(string key, params string[] command);

    /// <summary>Ends every connection to the servers.</summary>
    protected abstract Task CutAsync();

    private (CacheOptions Options, RedisConnection Connection) Connect()
    {
        var options = new CacheOptions { Name = "conformance", CommandTimeout = TimeSpan.FromSeconds(2) };
        options.Redis.Url = Url;
        var connection = new RedisConnection(ConnectionSettings.Of(options));
        _connections.Add(connection);
        return (options, connection);
    }

    private static Task WorksAsync(Func<Task> call) => Eventually.HoldsAsync(async () =>
    {
        try
        {
            await call();
            return true;
        }
        catch (TierException)
        {
            return false;
        }
    });
}

using Larder.Chaos.Protocol;
using Larder.Chaos.Source;
using Larder.Support;

namespace Larder.Chaos.Fleet;

/// <summary>All workers of a run; each reaches the server through a proxy of its own.</summary>
public sealed class WorkerFleet : IAsyncDisposable
{
    private readonly SourceServer _source;
    private readonly SharedPlace _place;
    private readonly Seat[] _seats;
    private readonly FleetSettings _settings;
    private int _started;

    private WorkerFleet(SourceServer source, SharedPlace place, FleetSettings settings)
    {
        (_source, _place, _settings) = (source, place, settings);
        _seats = [.. Enumerable.Range(0, settings.Processes).Select(_ => new Seat(Proxy()))];
    }

    public int Count => _seats.Length;

    public static async Task<WorkerFleet> StartAsync(SourceServer source, SharedPlace place, FleetSettings settings)
    {
        var fleet = new WorkerFleet(source, place, settings);
        await Task.WhenAll(fleet._seats.Select(fleet.StartAsync));
        return fleet;
    }

    public WorkerProcess Worker(int seat) => _seats[seat].Worker!;

    /// <summary>The proxy of a seat; null where there is no server.</summary>
    public TcpProxy? ProxyOf(int seat) => _seats[seat].Proxy;

    /// <summary>kill -9, and another in its place that begins at once.</summary>
    public async Task ReplaceAsync(int seat)
    {
        await _seats[seat].Worker!.DisposeAsync();
        await StartAsync(_seats[seat]);
        await _seats[seat].Worker!.OrderAsync(OrderKind.Go);
    }

    public Task OrderAllAsync(OrderKind kind, int number = 0, CancellationToken cancellationToken = default) =>
        Task.WhenAll(_seats.Select(seat => seat.Worker!.OrderAsync(kind, number, cancellationToken)));

    public async ValueTask DisposeAsync()
    {
        foreach (var seat in _seats)
        {
            if (seat.Worker is not null) await seat.Worker.DisposeAsync();
            if (seat.Proxy is not null) await seat.Proxy.DisposeAsync();
        }
    }

    private TcpProxy? Proxy() => _settings.HasProxies && _place.Server is { } server ? TcpProxy.To(server.Port) : null;

    private async Task StartAsync(Seat seat)
    {
        var number = Interlocked.Increment(ref _started);
        seat.Worker = await WorkerProcess.StartAsync(
            new WorkerSettings(number, _source.Port, _settings.Tier, _place.AddressFor(seat.Proxy))
            {
                Without = _settings.Without ?? WorkerSettings.NoFence,
                IsHeldUp = _settings.AreHeldUp,
                ForeignValues = _settings.ForeignValues,
            },
            _source);
    }

    private sealed class Seat(TcpProxy? proxy)
    {
        public TcpProxy? Proxy => proxy;

        public WorkerProcess? Worker { get; set; }
    }
}

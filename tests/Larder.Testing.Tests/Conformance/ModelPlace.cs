using Larder.Testing.Conformance;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>The in-memory model as a place for the suite, perhaps with a fault in each instance.</summary>
internal sealed class ModelPlace(Fault? fault = null) : ITierUnderTest
{
    private readonly FakeClock _clock = new();
    private readonly Dictionary<ISharedTier, InMemoryTier> _models = [];
    private InMemoryTierServer? _server;

    public TierTraits Traits { get; init; } = new("memory", Follow.Pushed, TimeSpan.Zero, 8 << 20, TierFeatures.ForeignWriters | TierFeatures.WriterHolds);

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    public TimeProvider Clock => _clock;

    public InMemoryTierServer Server => _server ??= new(_clock, Traits);

    public Func<CancellationToken, ValueTask<IAsyncDisposable>>? Outage => _ =>
    {
        Server.TakeDown();
        return new(new End(Server.BringUp));
    };

    public Func<Slot, CancellationToken, ValueTask>? WriteForeign => (slot, _) =>
    {
        Server.WriteForeign(slot);
        return ValueTask.CompletedTask;
    };

    public Func<ISharedTier, CancellationToken, ValueTask>? BreakStream => (tier, _) =>
    {
        var model = _models[tier];
        if (fault?.BreakStream is { } instead) instead(model);
        else model.Changes.Break();
        return ValueTask.CompletedTask;
    };

    public ValueTask<ISharedTier> OpenAsync(IChangeSink sink, CancellationToken cancellationToken) =>
        new(Remembered(fault?.Open(Server, sink) ?? Server.Open(sink)));

    public Func<CancellationToken, ValueTask<IWriterHolds>>? OpenHolds => _ => new(fault?.Holds?.Invoke(Server) ?? Server.OpenHolds());

    public ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _clock.Advance(time);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ISharedTier Remembered(ISharedTier tier)
    {
        _models[tier] = Server.Instances[^1];
        return tier;
    }

    private sealed class End(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}

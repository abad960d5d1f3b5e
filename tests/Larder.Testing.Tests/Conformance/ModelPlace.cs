using Larder.Testing.Conformance;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>The in-memory model as a place for the suite; a test may wrap each tier that is opened.</summary>
internal sealed class ModelPlace(Func<InMemoryTier, ISharedTier>? wrap = null) : ITierUnderTest
{
    private readonly FakeClock _clock = new();
    private InMemoryTierServer? _server;

    public TierTraits Traits { get; init; } = new("memory", Follow.Pushed, TimeSpan.Zero, 8 << 20, TierFeatures.ForeignWriters);

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
        (tier as InMemoryTier ?? ((TierWithFault)tier).Inner).Changes.Break();
        return ValueTask.CompletedTask;
    };

    public ValueTask<ISharedTier> OpenAsync(IChangeSink sink, CancellationToken cancellationToken)
    {
        var tier = Server.Open(sink);
        return new(wrap?.Invoke(tier) ?? tier);
    }

    public ValueTask PassAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _clock.Advance(time);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private sealed class End(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}

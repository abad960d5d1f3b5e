using Larder.Hosting;
using Larder.Serialization;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tests.Interleaving;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Tests.Pipeline;

/// <summary>Whatever ends a load before its value is kept, the right to load goes back at once: other processes would wait until it runs out.</summary>
public sealed class LeaseTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task Who_leaves_while_the_lease_is_on_its_way_back_gives_it_back_too()
    {
        var stage = new Stage();
        var surroundings = new CacheSurroundings(new Paused(_server, stage), ForeignSerializers.None, NullLogger.Instance, _server.Clock);
        await using var cache = CacheAssembly.Build("", new CacheOptions { Name = "test" }, surroundings);
        using var stop = new CancellationTokenSource();
        var read = cache.GetOrCreateAsync("apple", static _ => new ValueTask<int>(1), cancellationToken: stop.Token).AsTask();
        await Eventually.HoldsAsync(() => GoOn(stage, until: () => !NothingIsLeased()));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);

        await Eventually.HoldsAsync(() => GoOn(stage, until: () => cache.FlightsUnderWay == 0 && stage.Waiting == 0));
        Assert.True(NothingIsLeased());
    }

    [Fact]
    public async Task Who_leaves_while_the_marks_are_read_gives_the_lease_back()
    {
        await using var harness = new CacheHarness(_server);
        var slow = TierFault.Hang();
        harness.Faults.Next(1, slow, call => !NothingIsLeased());
        using var stop = new CancellationTokenSource();

        var read = harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(1), new() { Tags = ["fruit"] }, stop.Token).AsTask();
        await slow.WaitForCallsAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);

        await Eventually.HoldsAsync(NothingIsLeased);
    }

    [Fact]
    public async Task Who_leaves_a_batch_while_some_of_its_entries_are_looked_at_gives_the_leases_of_the_others_back()
    {
        await using var other = new CacheHarness(_server);
        await other.Cache.SetAsync("a", 1, new() { Tags = ["unknown here"] });
        await using var harness = new CacheHarness(_server);
        var slow = TierFault.Hang();
        harness.Faults.Next(1, slow, static call => call.Slots.Any(static slot => slot.Name.Contains("unknown here", StringComparison.Ordinal)));
        using var stop = new CancellationTokenSource();

        var read = harness.Cache.GetOrLoadManyAsync<string, int>(["a", "b"], static id => id, static (_, _) => new(new Dictionary<string, int>()), cancellationToken: stop.Token).AsTask();
        await Eventually.HoldsAsync(() => !NothingIsLeased());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);

        await Eventually.HoldsAsync(NothingIsLeased);
    }

    [Fact]
    public async Task A_loader_that_adds_a_tag_that_is_none_gives_its_lease_back()
    {
        await using var harness = new CacheHarness(_server);

        await Assert.ThrowsAsync<ArgumentException>(async () => await harness.Cache.GetOrLoadAsync<int, int>("apple", 1, static (value, context, _) =>
        {
            context.AddTag("no\ntag");
            return new ValueTask<int>(value);
        }));

        Assert.True(NothingIsLeased());
    }

    private static bool GoOn(Stage stage, Func<bool> until)
    {
        while (!until() && stage.Waiting > 0) stage.Resume(0);
        return until();
    }

    private bool NothingIsLeased() => !_server.Slots.Any(slot => _server.StateOf(slot) == SlotState.Leased);

    private sealed class Paused(InMemoryTierServer server, Stage stage) : ISharedTierFactory
    {
        public string Name => server.Name;

        public ISharedTier Open(IChangeSink sink) => new PausingTier(server.Open(sink), stage);
    }
}

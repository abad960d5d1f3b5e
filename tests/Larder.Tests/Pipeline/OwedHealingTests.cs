using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>Removals that could not be told are handed on, also by a process that nobody asks for anything.</summary>
public sealed class OwedHealingTests
{
    private static readonly Slot Entry = new(SlotKind.Entry, "test:a");
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly InMemoryTierServer _server = new();

    private FakeClock Clock => (FakeClock)_server.Clock;

    [Fact]
    public async Task An_idle_process_hands_its_removals_on_when_the_tier_is_back()
    {
        await using CacheHarness idle = new(_server), other = new(_server);
        await idle.Cache.SetAsync("a", 1);
        idle.Faults.Always(TierFault.Fail(TierFailure.Unreachable));
        await idle.Cache.RemoveAsync("a");
        await PassAsync();
        await PassAsync();
        Assert.Equal(1, (await other.Cache.TryGetAsync<int>("a")).Value);

        idle.Faults.Clear();
        await PassAsync();

        await Eventually.HoldsAsync(() => _server.StateOf(Entry) == SlotState.Absent);
        Assert.False((await other.Cache.TryGetAsync<int>("a")).Found);
    }

    [Fact]
    public async Task Tags_and_prefixes_are_handed_on_too()
    {
        await using CacheHarness idle = new(_server), other = new(_server);
        var tagged = new CacheEntryOptions { Tags = ["tag"] };
        await other.Cache.SetAsync("tagged", 1, tagged);
        await other.Cache.SetAsync("prefix:1", 1);
        idle.Faults.Always(TierFault.Fail(TierFailure.Unreachable));
        await idle.Cache.RemoveByTagAsync("tag");
        await idle.Cache.RemoveByPatternAsync("prefix:*");
        idle.Faults.Clear();

        await PassAsync();

        await Eventually.HoldsAsync(() => !IsFound("tagged") && !IsFound("prefix:1"));

        bool IsFound(string key) => other.Cache.TryGetAsync<int>(key).AsTask().GetAwaiter().GetResult().Found;
    }

    [Fact]
    public async Task Nothing_runs_while_nothing_is_owed()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.RemoveAsync("a");
        Assert.Equal(0, Clock.ArmedTimers);

        harness.Faults.Next(1, TierFault.Fail(TierFailure.Unreachable));
        await harness.Cache.RemoveAsync("a");
        await PassAsync();

        await Eventually.HoldsAsync(() => harness.Calls[TierVerb.Remove] == 3);
        harness.Calls.Reset();
        Assert.Equal(0, Clock.ArmedTimers);
        Clock.Advance(10 * Pause);
        Assert.Equal(0, harness.Calls.RoundTrips);
    }

    [Fact]
    public async Task What_is_owed_later_is_handed_on_as_well()
    {
        await using var harness = new CacheHarness(_server);
        for (var round = 1; round <= 3; round++)
        {
            await harness.Cache.SetAsync("a", round);
            harness.Faults.Next(1, TierFault.Fail(TierFailure.Unreachable), static call => call.Verb == TierVerb.Remove);
            await harness.Cache.RemoveAsync("a");
            Assert.Equal(SlotState.Held, _server.StateOf(Entry));

            await PassAsync();

            await Eventually.HoldsAsync(() => _server.StateOf(Entry) == SlotState.Absent);
            await Eventually.HoldsAsync(() => Clock.ArmedTimers == 0);
        }
    }

    [Fact]
    public async Task Disposal_ends_it()
    {
        var harness = new CacheHarness(_server);
        harness.Faults.Always(TierFault.Fail(TierFailure.Unreachable));
        await harness.Cache.RemoveAsync("a");
        await Eventually.HoldsAsync(() => Clock.ArmedTimers > 0);

        await harness.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, Clock.ArmedTimers);
    }

    private async Task PassAsync()
    {
        await Eventually.HoldsAsync(() => Clock.ArmedTimers > 0);
        Clock.Advance(Pause);
    }
}

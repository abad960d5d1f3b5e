using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>A lease that was granted although nobody waited for its answer any more.</summary>
public sealed class LateLeaseTests
{
    private static readonly Slot Entry = new(SlotKind.Entry, "test:a");

    private readonly InMemoryTierServer _server = new();

    private FakeClock Clock => (FakeClock)_server.Clock;

    [Fact]
    public async Task A_lease_that_is_granted_after_its_call_timed_out_is_given_back()
    {
        await using CacheHarness slow = new(_server), other = new(_server);
        var hang = TierFault.Hang();
        slow.Faults.Next(1, hang, static call => call.Verb == TierVerb.Lease);
        var read = slow.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1)).AsTask();
        await Eventually.HoldsAsync(() => Clock.ArmedTimers > 0);
        Clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.Equal(1, await read.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(SlotState.Absent, _server.StateOf(Entry));

        hang.Release();

        // Not after LeaseFor: the clock stands still.
        await Eventually.HoldsAsync(() => slow.Calls[TierVerb.Replace] == 1 && _server.StateOf(Entry) == SlotState.Absent);
        Assert.Equal(2, await other.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(2)).AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_lease_whose_answer_was_lost_is_given_back_once_the_tier_is_reached()
    {
        await using var harness = new CacheHarness(_server);
        harness.Faults.Next(1, TierFault.LoseAnswer(), static call => call.Verb == TierVerb.Lease);
        harness.Faults.Next(1, TierFault.Fail(TierFailure.Unreachable), static call => call.Verb == TierVerb.Replace);

        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1)));

        await Eventually.HoldsAsync(() => harness.Calls[TierVerb.Replace] == 1 && Clock.ArmedTimers > 0);
        Assert.Equal(SlotState.Leased, _server.StateOf(Entry));
        Clock.Advance(TimeSpan.FromSeconds(2));
        await Eventually.HoldsAsync(() => _server.StateOf(Entry) == SlotState.Absent);
        Assert.Equal(2, harness.Calls[TierVerb.Replace]);
    }

    [Fact]
    public async Task A_lease_that_was_refused_late_leaves_that_of_another_alone()
    {
        await using CacheHarness slow = new(_server), other = new(_server);
        var hang = TierFault.Hang();
        slow.Faults.Next(1, hang, static call => call.Verb == TierVerb.Lease);
        var read = slow.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1)).AsTask();
        await Eventually.HoldsAsync(() => Clock.ArmedTimers > 0);
        Clock.Advance(TimeSpan.FromMilliseconds(250));
        await read.WaitAsync(TimeSpan.FromSeconds(30));
        var source = new Source { Value = 2 };
        var loading = other.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask();
        await Eventually.HoldsAsync(() => _server.StateOf(Entry) == SlotState.Leased);

        hang.Release();
        await slow.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(0, slow.Calls[TierVerb.Replace]);
        source.Finish.SetResult();
        Assert.Equal(2, await loading.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(SlotState.Held, _server.StateOf(Entry));
    }

    [Fact]
    public async Task Disposal_does_not_wait_for_an_answer_that_never_comes()
    {
        var harness = new CacheHarness(_server);
        harness.Faults.Next(1, TierFault.Hang(), static call => call.Verb == TierVerb.Lease);
        var read = harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(1)).AsTask();
        await Eventually.HoldsAsync(() => Clock.ArmedTimers > 0);
        Clock.Advance(TimeSpan.FromMilliseconds(250));
        await read.WaitAsync(TimeSpan.FromSeconds(30));

        await harness.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
    }
}

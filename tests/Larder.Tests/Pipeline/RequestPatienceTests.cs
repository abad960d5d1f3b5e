using System.Diagnostics;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Pipeline;

/// <summary>A page of many reads waits for a tier that hangs once.</summary>
public sealed class RequestPatienceTests
{
    private readonly FakeClock _clock = new();
    private readonly HangingFault _hang = TierFault.Hang();

    [Fact]
    public async Task After_one_read_without_an_answer_the_rest_of_a_request_goes_past_the_tier()
    {
        await using var harness = Hanging();
        using var request = Begin();

        await ReadInVainAsync(harness, "first", calls: 1);
        foreach (var key in new[] { "second", "third" }) await InServiceAsync(() => LoadAsync(harness, key));

        Assert.Equal(1, harness.Calls[TierVerb.Read]);
    }

    [Fact]
    public async Task Another_request_asks_the_tier_again()
    {
        await using var harness = Hanging();
        using (Begin()) await ReadInVainAsync(harness, "first", calls: 1);
        using (Begin()) await ReadInVainAsync(harness, "second", calls: 2);

        Assert.Equal(2, harness.Calls[TierVerb.Read]);
    }

    [Fact]
    public async Task What_lives_longer_than_a_request_asks_again_after_a_while()
    {
        await using var harness = Hanging();
        using var worker = Begin();
        await ReadInVainAsync(harness, "first", calls: 1);

        _clock.Advance(TimeSpan.FromSeconds(31));
        await ReadInVainAsync(harness, "second", calls: 2);

        Assert.Equal(2, harness.Calls[TierVerb.Read]);
    }

    /// <summary>One that is nobody's child, as a request is.</summary>
    private static Activity Begin()
    {
        Activity.Current = null;
        return new Activity("request").Start();
    }

    private CacheHarness Hanging()
    {
        var harness = new CacheHarness(new InMemoryTierServer(_clock));
        harness.Faults.Always(_hang, static call => call.Verb == TierVerb.Read);
        return harness;
    }

    private static Task<int> LoadAsync(CacheHarness harness, string key) => harness.Cache.GetOrLoadAsync(key, static _ => new ValueTask<int>(1)).AsTask();

    /// <summary>As applications are layered: what flows into a method does not flow out of it.</summary>
    private static async Task InServiceAsync(Func<Task<int>> call)
    {
        await Task.Yield();
        Assert.Equal(1, await call());
    }

    private async Task ReadInVainAsync(CacheHarness harness, string key, int calls)
    {
        var read = LoadAsync(harness, key);
        await _hang.WaitForCallsAsync(calls);
        await Eventually.HoldsAsync(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(50));
            return read.IsCompleted;
        });
        Assert.Equal(1, await read);
    }
}

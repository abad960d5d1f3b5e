using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;

namespace Larder.Tests.Pipeline;

/// <summary>
/// What happens between the first fence of a write and the tier's answer to it. The model does not tell an instance of its own writes, as the
/// contract allows: only the second fence keeps out what was read in between.
/// </summary>
public sealed class FenceTests
{
    private static readonly CacheEntryOptions Tagged = new() { Tags = ["fruit"] };

    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task What_was_read_while_a_removal_was_on_its_way_is_not_kept()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("apple", 1);
        var hang = TierFault.Hang();
        harness.Faults.Next(1, hang, static call => call.Verb == TierVerb.Remove);

        var removal = harness.Cache.RemoveAsync("apple").AsTask();
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2)));
        hang.Release();
        await removal;

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2)));
    }

    [Fact]
    public async Task What_was_read_while_a_tag_was_being_renewed_is_not_kept()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("apple", 1, Tagged);
        var hang = TierFault.Hang();
        harness.Faults.Next(1, hang, static call => call.Verb == TierVerb.Renew);

        var removal = harness.Cache.RemoveByTagAsync("fruit").AsTask();
        Assert.Equal(1, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2), Tagged));
        hang.Release();
        await removal;

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2), Tagged));
    }

    [Fact]
    public async Task What_was_read_while_a_write_was_on_its_way_is_not_kept()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("apple", 1);
        var hang = TierFault.Hang();
        harness.Faults.Next(1, hang, static call => call.Verb == TierVerb.Write);

        var write = harness.Cache.SetAsync("apple", 2).AsTask();
        var between = await harness.Cache.TryGetAsync<int>("apple");
        hang.Release();
        await write;

        // Memory does not answer for a value that is being replaced; the shared tier still has it.
        Assert.Equal(new CacheLookup<int>(true, 1, ReadSource.Shared), between);
        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(3)));
    }

    [Fact]
    public async Task A_write_under_way_is_not_overtaken_by_its_own_old_value()
    {
        await using var harness = new CacheHarness(_server);
        var source = new Source { Value = 1 };
        var load = harness.Cache.GetOrLoadAsync("apple", source.LoadSlowlyAsync).AsTask();
        await source.Started.Task;
        var hang = TierFault.Hang();
        harness.Faults.Next(1, hang, static call => call.Verb == TierVerb.Write);

        // The load fills the tier while the write is on its way; the write must win in memory too.
        var write = harness.Cache.SetAsync("apple", 2).AsTask();
        source.Finish.SetResult();
        Assert.Equal(1, await load);
        hang.Release();
        await write;

        Assert.Equal(2, await harness.Cache.GetOrLoadAsync("apple", source.LoadAsync));
    }

    [Fact]
    public async Task A_late_tag_that_another_process_renewed_without_this_one_hearing_of_it_yet_wins()
    {
        await using var here = new CacheHarness(_server);
        await using var there = new CacheHarness(_server);
        CacheLoader<Source, int> load = static async (source, context, token) =>
        {
            var value = await source.LoadSlowlyAsync(token);
            context.AddTag("late");
            return value;
        };
        var source = new Source { Value = 1 };
        var first = here.Cache.GetOrLoadAsync("apple", source, load).AsTask();
        await source.Started.Task;
        here.Changes.Hold();

        source.Value = 2;
        await there.Cache.RemoveByTagAsync("late");
        source.Finish.SetResult();
        await first;
        here.Changes.Release();

        Assert.Equal(2, await here.Cache.GetOrLoadAsync("apple", source.LoadAsync));
    }
}

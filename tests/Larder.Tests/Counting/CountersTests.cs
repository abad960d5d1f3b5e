using Larder.Counting;
using Larder.Testing;
using Larder.Tiers;

namespace Larder.Tests.Counting;

public sealed class CountersTests
{
    [Fact]
    public async Task Two_visitors_never_see_the_same_number()
    {
        var counters = new LocalCounters(new FakeClock());

        var seen = await Task.WhenAll(Enumerable.Range(0, 3_200).Select(_ => Task.Run(() => counters.AddAsync("hits").AsTask())));

        Assert.Equal(Enumerable.Range(1, 3_200).Select(static i => (long)i), seen.Order());
        Assert.Equal(3_200, await counters.GetAsync("hits"));
    }

    [Fact]
    public async Task A_counter_ends_when_nobody_added_to_it_for_so_long()
    {
        var clock = new FakeClock();
        var counters = new LocalCounters(clock);
        await counters.AddAsync("day", keepFor: TimeSpan.FromDays(1));
        clock.Advance(TimeSpan.FromHours(23));
        await counters.AddAsync("day", keepFor: TimeSpan.FromDays(1));

        clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(2, await counters.GetAsync("day"));

        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(0, await counters.GetAsync("day"));
        Assert.Equal(1, await counters.AddAsync("day"));
    }

    [Fact]
    public async Task Counts_in_an_outage_are_kept_here_and_merged_when_it_is_over()
    {
        var inner = new FragileCounters(new LocalCounters(new FakeClock()));
        await using var counters = new MergingCounters(inner);
        await counters.AddAsync("hits", 10);
        inner.IsDown = true;

        Assert.Equal(11, await counters.AddAsync("hits"));
        Assert.Equal(12, await counters.AddAsync("hits"));
        Assert.Equal(12, await counters.GetAsync("hits"));
        inner.IsDown = false;

        Assert.Equal(13, await counters.AddAsync("hits"));
        Assert.Equal(13, await inner.GetAsync("hits"));
    }

    [Fact]
    public async Task Counts_of_an_outage_are_merged_by_any_call_that_gets_through_and_once_only()
    {
        var inner = new FragileCounters(new LocalCounters(new FakeClock()));
        await using var counters = new MergingCounters(inner);
        inner.IsDown = true;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => counters.AddAsync($"c{i % 10}").AsTask()));
        inner.IsDown = false;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => counters.GetAsync("c0").AsTask()));

        for (var i = 0; i < 10; i++) Assert.Equal(10, await inner.GetAsync($"c{i}"));
    }

    [Fact]
    public async Task What_is_owed_is_merged_at_the_end()
    {
        var inner = new FragileCounters(new LocalCounters(new FakeClock()));
        var counters = new MergingCounters(inner);
        inner.IsDown = true;
        await counters.AddAsync("hits", 5);
        inner.IsDown = false;

        await counters.DisposeAsync();

        Assert.Equal(5, await inner.GetAsync("hits"));
    }

    [Fact]
    public async Task A_name_that_is_none_is_refused()
    {
        var counters = new LocalCounters(new FakeClock());

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await counters.AddAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await counters.AddAsync("a\nb"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await counters.GetAsync(new string('x', 1025)));
    }

    private sealed class FragileCounters(ICounters inner) : ICounters
    {
        public bool IsDown { get; set; }

        public ValueTask<long> AddAsync(string name, long by = 1, TimeSpan? keepFor = null, CancellationToken cancellationToken = default) =>
            IsDown ? throw new TierException(TierFailure.Unreachable, "down") : inner.AddAsync(name, by, keepFor, cancellationToken);

        public ValueTask<long> GetAsync(string name, CancellationToken cancellationToken = default) =>
            IsDown ? throw new TierException(TierFailure.Unreachable, "down") : inner.GetAsync(name, cancellationToken);
    }
}

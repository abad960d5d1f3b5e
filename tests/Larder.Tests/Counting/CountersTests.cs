using Larder.Counting;
using Larder.Testing;

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
    public async Task A_name_that_is_none_is_refused()
    {
        var counters = new LocalCounters(new FakeClock());

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await counters.AddAsync(""));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await counters.AddAsync("a\nb"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await counters.GetAsync(new string('x', 1025)));
    }
}

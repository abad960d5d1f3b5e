using Larder.Counting;
using Larder.Hosting;
using Larder.Support;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Counting;

/// <summary>What counters and visitors do wherever they live. Each place has a class of its own that runs all of these.</summary>
public abstract class CountingContract : IAsyncLifetime
{
    private readonly List<ServiceProvider> _processes = [];

    protected FakeClock Clock { get; } = new(new DateTimeOffset(2026, 11, 21, 23, 50, 0, TimeSpan.Zero));

    /// <summary>So short that a test can wait for its end, where the place has a clock of its own.</summary>
    protected virtual TimeSpan Retention => TimeSpan.FromDays(1);

    /// <summary>Whether several processes share the place.</summary>
    protected virtual bool IsShared => true;

    public virtual ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task No_two_visitors_see_the_same_number()
    {
        var first = Start();
        var counters = new[] { first, IsShared ? Start() : first, IsShared ? Start() : first }.Select(CountersOf).ToArray();

        var seen = await Task.WhenAll(Enumerable.Range(0, 600).Select(i => Task.Run(() => counters[i % 3].AddAsync("hits").AsTask())));

        Assert.Equal(Enumerable.Range(1, 600).Select(static i => (long)i), seen.Order());
        Assert.Equal(600, await counters[1].GetAsync("hits"));
    }

    [Fact]
    public async Task Numbers_of_all_sizes_and_signs_are_kept_as_they_are()
    {
        var counters = CountersOf(Start());

        Assert.Equal(long.MaxValue - 1, await counters.AddAsync("large", long.MaxValue - 1));
        Assert.Equal(long.MaxValue, await counters.AddAsync("large"));
        Assert.Equal(-9_007_199_254_740_995, await counters.AddAsync("small", -9_007_199_254_740_995));
        Assert.Equal(-9_007_199_254_740_993, await counters.AddAsync("small", 2));

        Assert.Equal([long.MaxValue, 0, -9_007_199_254_740_993], await counters.GetManyAsync(["large", "none", "small"]));
    }

    [Fact]
    public async Task A_counter_ends_unless_somebody_adds_to_it_for_ever()
    {
        var counters = CountersOf(Start());
        await counters.AddAsync("short", 1, Retention);
        await counters.AddAsync("long", 1, Retention);
        await counters.AddAsync("long");

        Clock.Advance(Retention);

        await Eventually.HoldsAsync(async () => await counters.GetAsync("short") == 0);
        Assert.Equal(2, await counters.GetAsync("long"));
    }

    [Fact]
    public async Task A_day_ends_at_midnight_and_the_total_goes_on()
    {
        var days = (Start()).GetRequiredService<DayCounters>();
        var before = days.Today;
        await days.AddAsync("page:index:counter");
        Assert.Equal(new DayTally(2, 2), await days.AddAsync("page:index:counter"));

        Clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal(new DayTally(3, 1), await days.AddAsync("page:index:counter"));
        Assert.Equal(new DateOnly(2026, 11, 22), days.Today);
        Assert.Equal((2, 1, 3), (await days.DayAsync("page:index:counter", before), await days.DayAsync("page:index:counter", days.Today),
            await days.TotalAsync("page:index:counter")));
    }

    [Fact]
    public async Task A_range_of_days_has_each_day_at_its_place()
    {
        var days = (Start()).GetRequiredService<DayCounters>();
        var first = days.Today;
        for (var day = 1; day <= 4; day++)
        {
            if (day != 3) await days.AddAsync("views", day);
            Clock.Advance(TimeSpan.FromDays(1));
        }

        var range = await days.DaysAsync("views", first, first.AddDays(4));

        Assert.Equal([1, 2, 0, 4, 0], range.Select(static day => day.Value));
        Assert.Equal(first.AddDays(1), range[1].Day);
    }

    [Fact]
    public async Task A_day_is_that_of_the_zone_that_was_chosen()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(2), "east", "east");
        var process = Start(new DayWindow { Zone = zone });
        var days = process.GetRequiredService<DayCounters>();

        await days.AddAsync("views");

        Assert.Equal(new DateOnly(2026, 11, 22), days.Today);
        Assert.Equal(1, await CountersOf(process).GetAsync("views:2026-11-22"));
    }

    [Fact]
    public async Task A_day_is_kept_for_its_time()
    {
        var days = (Start(new DayWindow { KeepFor = Retention })).GetRequiredService<DayCounters>();
        var day = days.Today;
        await days.AddAsync("views");

        Clock.Advance(Retention);

        await Eventually.HoldsAsync(async () => await days.DayAsync("views", day) == 0);
        Assert.Equal(1, await days.TotalAsync("views"));
    }

    [Fact]
    public async Task Who_comes_again_is_counted_once_a_day()
    {
        var visitors = VisitorsOf(Start());
        var day = visitors.Today;

        Assert.True(await visitors.RecordAsync("/ad", "ann"));
        Assert.True(await visitors.RecordAsync("/ad", "bob"));
        Assert.False(await visitors.RecordAsync("/ad", "ann"));
        Assert.True(await visitors.RecordAsync("/other", "ann"));
        Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.True(await visitors.RecordAsync("/ad", "ann"));

        Assert.Equal(new VisitorCount(2, CountPrecision.Exact), await visitors.CountAsync("/ad", day));
        Assert.Equal(new VisitorCount(1, CountPrecision.Exact), await visitors.CountAsync("/ad", visitors.Today));
        Assert.Equal(2, (await visitors.EstimateAsync("/ad", day, visitors.Today)).Count);
        Assert.Equal(0, (await visitors.CountAsync("/nowhere", day)).Count);
    }

    [Fact]
    public async Task The_estimate_is_near_the_exact_number()
    {
        var visitors = VisitorsOf(Start());

        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => visitors.RecordAsync("/ad", $"visitor {i}").AsTask()));

        Assert.Equal(new VisitorCount(2_000, CountPrecision.Exact), await visitors.CountAsync("/ad", visitors.Today));
        Assert.InRange((await visitors.EstimateAsync("/ad", visitors.Today, visitors.Today)).Count, 1_900, 2_100);
    }

    [Fact]
    public async Task Who_came_and_when_is_told_latest_first_a_page_at_a_time()
    {
        var visitors = VisitorsOf(Start());
        var started = Clock.GetUtcNow();
        foreach (var who in new[] { "ann", "bob", "cid", "dan", "eve", "fay" })
        {
            await visitors.RecordAsync("/ad", who);
            if (who is "ann" or "eve") Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await visitors.RecordAsync("/ad", "ann");

        var pages = new List<IReadOnlyList<Visit>>();
        for (var after = (Visit?)null; pages.Count == 0 || pages[^1].Count > 0; after = pages[^1].Count > 0 ? pages[^1][^1] : null)
            pages.Add(await visitors.ListAsync("/ad", visitors.Today, new VisitPage { Take = 2, After = after }));

        Assert.Equal(["fay ann", "eve dan", "cid bob", ""], pages.Select(page => string.Join(' ', page.Select(static visit => visit.Visitor))));
        Assert.Equal(started.AddSeconds(2), pages[0][1].At);
        Assert.Equal(new Visit("/ad", visitors.Today, "bob", started.AddSeconds(1)), pages[2][1]);
    }

    [Fact]
    public async Task A_visitor_is_forgotten_everywhere()
    {
        var visitors = VisitorsOf(Start());
        var day = visitors.Today;
        await visitors.RecordAsync("/ad", "ann");
        await visitors.RecordAsync("/ad", "bob");
        await visitors.RecordAsync("/other {page} of ours", "ann");
        Clock.Advance(TimeSpan.FromMinutes(20));
        await visitors.RecordAsync("/ad", "ann");

        var forgotten = await visitors.ForgetAsync("ann");

        Assert.Equal(3, forgotten);
        Assert.Equal(["bob"], (await visitors.ListAsync("/ad", day)).Select(static visit => visit.Visitor));
        Assert.Empty(await visitors.ListAsync("/ad", visitors.Today));
        Assert.Empty(await visitors.ListAsync("/other {page} of ours", day));
        Assert.Equal(0, await visitors.ForgetAsync("ann"));
        Assert.True(await visitors.RecordAsync("/ad", "ann"));
    }

    [Fact]
    public async Task Visits_are_kept_for_their_time()
    {
        var visitors = VisitorsOf(Start(new DayWindow { KeepFor = Retention }));
        var day = visitors.Today;
        Assert.True(await visitors.RecordAsync("/ad", "ann"));

        Clock.Advance(Retention);

        await Eventually.HoldsAsync(async () => (await visitors.CountAsync("/ad", day)).Count == 0);
        await Eventually.HoldsAsync(async () => (await visitors.EstimateAsync("/ad", day, day)).Count == 0);
        Assert.Empty(await visitors.ListAsync("/ad", day));
    }

    /// <summary>Puts the place behind a cache.</summary>
    protected abstract void Use(LarderBuilder builder);

    private static ICounters CountersOf(IServiceProvider process) => process.GetRequiredService<ICounters>();

    private static Visitors VisitorsOf(IServiceProvider process) => process.GetRequiredService<Visitors>();

    private ServiceProvider Start(DayWindow? window = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock);
        if (window is not null) services.AddSingleton(window);
        Use(services.AddLarder().Configure(static options => options.CommandTimeout = TimeSpan.FromSeconds(10)));
        var process = services.BuildServiceProvider();
        _processes.Add(process);
        return process;
    }
}

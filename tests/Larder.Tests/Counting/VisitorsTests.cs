using Larder.Counting;
using Larder.Testing;
using Larder.Tiers;

namespace Larder.Tests.Counting;

public sealed class VisitorsTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Visits_of_an_outage_are_told_when_it_is_over_at_the_time_that_they_were()
    {
        var place = new FragileVisitors(new LocalVisitors(_clock));
        await using var visitors = Over(place);
        var came = _clock.GetUtcNow();
        place.IsDown = true;

        Assert.True(await visitors.RecordAsync("/ad", "ann"));
        Assert.False(await visitors.RecordAsync("/ad", "ann"));
        await Assert.ThrowsAsync<TierException>(async () => await visitors.CountAsync("/ad", visitors.Today));
        _clock.Advance(TimeSpan.FromMinutes(1));
        place.IsDown = false;

        await Eventually.HoldsAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return place.Recorded == 1;
        });
        var visit = Assert.Single(await visitors.ListAsync("/ad", visitors.Today));
        Assert.Equal(came, visit.At);
    }

    [Fact]
    public async Task Who_is_forgotten_during_an_outage_does_not_come_back_with_what_was_kept_here()
    {
        var place = new FragileVisitors(new LocalVisitors(_clock));
        var visitors = Over(place);
        place.IsDown = true;
        await visitors.RecordAsync("/ad", "ann");
        await visitors.RecordAsync("/ad", "bob");

        await Assert.ThrowsAsync<TierException>(async () => await visitors.ForgetAsync("ann"));
        place.IsDown = false;
        Assert.Equal(0, await visitors.ForgetAsync("ann"));
        var day = visitors.Today;
        await visitors.DisposeAsync();

        Assert.Equal(["bob"], (await place.ListAsync("/ad", day, default, default)).Select(static visit => visit.Visitor));
    }

    [Fact]
    public async Task Names_that_are_none_are_refused()
    {
        await using var visitors = Over(new LocalVisitors(_clock));

        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await visitors.RecordAsync("", "ann"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await visitors.RecordAsync("/ad", "a\nb"));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await visitors.RecordAsync("/ad", new string('x', 257)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await visitors.EstimateAsync("/ad", visitors.Today, visitors.Today.AddDays(-1)));
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await visitors.EstimateAsync("/ad", visitors.Today, visitors.Today.AddDays(3_660)));
    }

    [Fact]
    public async Task Memory_remembers_so_many_visitors_of_a_day_and_says_that_it_knows_the_rest_only_about()
    {
        var place = new LocalVisitors(_clock);
        var (day, start) = (new DateOnly(2030, 1, 1), _clock.GetUtcNow());

        for (var i = 0; i <= IVisitorStore.MostADay; i++)
            await place.RecordAsync(new Visit("/ad", day, $"v{i}", start.AddMilliseconds(i)), TimeSpan.FromDays(1), default);

        Assert.Equal(new VisitorCount(IVisitorStore.MostADay + 1, CountPrecision.Estimated), await place.CountAsync("/ad", day, default));
        Assert.Equal($"v{IVisitorStore.MostADay}", (await place.ListAsync("/ad", day, default, default))[0].Visitor);
    }

    private Visitors Over(IVisitorStore place) => new(place, _clock, new Random(7), new DayWindow());

    private sealed class FragileVisitors(IVisitorStore inner) : IVisitorStore
    {
        public bool IsDown { get; set; }

        public int Recorded { get; private set; }

        public async ValueTask<bool> RecordAsync(Visit visit, TimeSpan keepFor, CancellationToken cancellationToken)
        {
            var isNew = await Up().RecordAsync(visit, keepFor, cancellationToken);
            Recorded++;
            return isNew;
        }

        public ValueTask<VisitorCount> CountAsync(string subject, DateOnly day, CancellationToken cancellationToken) => Up().CountAsync(subject, day, cancellationToken);

        public ValueTask<VisitorCount> EstimateAsync(string subject, IReadOnlyList<DateOnly> days, CancellationToken cancellationToken) =>
            Up().EstimateAsync(subject, days, cancellationToken);

        public ValueTask<IReadOnlyList<Visit>> ListAsync(string subject, DateOnly day, VisitPage page, CancellationToken cancellationToken) =>
            Up().ListAsync(subject, day, page, cancellationToken);

        public ValueTask<long> ForgetAsync(string visitor, CancellationToken cancellationToken) => Up().ForgetAsync(visitor, cancellationToken);

        private IVisitorStore Up() => IsDown ? throw new TierException(TierFailure.Unreachable, "down") : inner;
    }
}

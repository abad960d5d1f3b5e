using Larder.Counting;
using Larder.Testing;
using Larder.Tiers;

namespace Larder.Tests.Counting;

public sealed class MergingCountersTests
{
    private readonly FakeClock _clock = new();
    private readonly FragileStore _store = new();

    [Fact]
    public async Task Counts_in_an_outage_are_kept_here_and_merged_when_it_is_over_though_nobody_calls()
    {
        await using var counters = Counters();
        await counters.AddAsync("hits", 10);
        _store.Failure = TierFailure.Unreachable;

        Assert.Equal(11, await counters.AddAsync("hits"));
        Assert.Equal(12, await counters.AddAsync("hits"));
        Assert.Equal(12, await counters.GetAsync("hits"));
        Assert.Equal([12, 0], await counters.GetManyAsync(["hits", "none"]));
        _store.Failure = null;

        await SettlesAsync(() => _store.Value("hits") == 12);
        await ReachesAsync(counters);
        Assert.Equal(13, await counters.AddAsync("hits"));
    }

    [Fact]
    public async Task That_counts_wait_is_said_once_a_minute()
    {
        var log = new Settings.LogLines();
        await using var counters = new MergingCounters(_store, _clock, new Random(1), log);
        await counters.AddAsync("hits");
        Assert.Empty(log.Lines);
        _store.Failure = TierFailure.Unreachable;

        for (var i = 0; i < 100; i++) await counters.AddAsync($"hits:{i % 2}");
        Assert.StartsWith("Warning LAR323 ", Assert.Single(log.Lines), StringComparison.Ordinal);

        _clock.Advance(TimeSpan.FromMinutes(1));
        await counters.AddAsync("hits:0");
        Assert.Equal(2, log.Lines.Count);
        Assert.Contains("to 2 counters", log.Lines[1], StringComparison.Ordinal);
        _store.Failure = null;
    }

    [Theory]
    [InlineData(TierFailure.MaybeDone)]
    [InlineData(TierFailure.TimedOut)]
    [InlineData(TierFailure.Unreachable)]
    public async Task An_addition_that_was_counted_though_its_answer_was_lost_is_sent_again_with_its_id(TierFailure failure)
    {
        await using var counters = Counters();
        await counters.AddAsync("hits");
        (_store.Failure, _store.CountsAllTheSame) = (failure, true);

        Assert.Equal(2, await counters.AddAsync("hits"));
        Assert.Equal(3, await counters.AddAsync("hits"));
        (_store.Failure, _store.CountsAllTheSame) = (null, false);

        await SettlesAsync(() => _store.Value("hits") == 3);
        Assert.Equal(3, _store.Operations.Count);
        Assert.True(_store.Calls > 3);
    }

    [Fact]
    public async Task Additions_under_way_at_once_have_lanes_of_their_own_and_lanes_are_used_again()
    {
        await using var counters = Counters();
        _store.Gate = new TaskCompletionSource();
        var together = Enumerable.Range(0, 5).Select(_ => counters.AddAsync("hits").AsTask()).ToArray();
        _store.Gate.SetResult();
        await Task.WhenAll(together);

        for (var i = 0; i < 100; i++) await counters.AddAsync("hits");

        Assert.Equal(105, _store.Value("hits"));
        Assert.Equal([0, 1, 2, 3, 4], _store.Operations.Select(static operation => operation.Lane).Distinct().Order());
        Assert.Equal(105, _store.Operations.Select(static operation => operation.Sequence).Distinct().Count());
    }

    [Fact]
    public async Task While_the_place_is_away_only_the_retries_go_there()
    {
        await using var counters = Counters();
        _store.Failure = TierFailure.TimedOut;
        await counters.AddAsync("hits");

        for (var i = 0; i < 1_000; i++) await counters.AddAsync($"c{i % 10}");
        await counters.GetAsync("hits");

        Assert.Equal(1, _store.Calls);
    }

    [Fact]
    public async Task All_counters_of_an_outage_are_merged_once()
    {
        await using var counters = Counters();
        _store.Failure = TierFailure.Unreachable;
        await Task.WhenAll(Enumerable.Range(0, 2_000).Select(i => Task.Run(() => counters.AddAsync($"c{i % 200}").AsTask())));
        _store.Failure = null;

        await SettlesAsync(() => Enumerable.Range(0, 200).All(i => _store.Value($"c{i}") == 10));
    }

    [Fact]
    public async Task A_counter_that_is_refused_holds_up_no_other()
    {
        await using var counters = Counters();
        _store.Refused = "taken";

        Assert.Equal(2, await counters.AddAsync("taken", 2));
        Assert.Equal(1, await counters.AddAsync("free"));
        Assert.Equal(1, _store.Value("free"));
        _store.Refused = null;

        await SettlesAsync(() => _store.Value("taken") == 2);
    }

    [Fact]
    public async Task What_is_owed_is_merged_at_the_end()
    {
        var counters = Counters();
        _store.Failure = TierFailure.Unreachable;
        await counters.AddAsync("hits", 5);
        _store.Failure = null;

        await counters.DisposeAsync();

        Assert.Equal(5, _store.Value("hits"));
    }

    [Fact]
    public async Task No_more_counters_wait_here_than_there_is_room_for()
    {
        await using var counters = Counters();
        _store.Failure = TierFailure.Unreachable;
        for (var i = 0; i < 10_000; i++) await counters.AddAsync($"c{i}");

        var full = await Assert.ThrowsAsync<TierException>(async () => await counters.AddAsync("one more"));

        Assert.Contains("LAR219", full.Message, StringComparison.Ordinal);
        Assert.Equal(2, await counters.AddAsync("c7"));
    }

    private MergingCounters Counters() => new(_store, _clock, new Random(7));

    private Task SettlesAsync(Func<bool> condition) => Eventually.HoldsAsync(() =>
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    // An addition gets through once the round that found the place well has ended.
    private async Task ReachesAsync(MergingCounters counters)
    {
        var calls = _store.Calls;
        while (_store.Calls == calls)
        {
            await counters.GetAsync("hits");
            await Task.Yield();
        }
    }
}

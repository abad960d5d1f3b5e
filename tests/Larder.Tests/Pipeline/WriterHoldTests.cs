using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Pipeline;

/// <summary>A change of the source between a hold and a removal.</summary>
public sealed class WriterHoldTests
{
    private static readonly TimeSpan HoldFor = TimeSpan.FromSeconds(2);
    private static readonly Slot Entry = new(SlotKind.Entry, "test:a");

    private readonly InMemoryTierServer _server = new();
    private int _source = 1;

    private FakeClock Clock => (FakeClock)_server.Clock;

    [Fact]
    public async Task Without_the_option_the_change_runs_first_and_the_key_is_removed_after_it()
    {
        await using var one = new CacheHarness(_server);
        Assert.Equal(1, await ReadAsync(one));

        var answer = await one.Cache.ChangeSourceAsync(["a"], async _ =>
        {
            Assert.True((await one.Cache.TryGetAsync<int>("a")).Found);
            return _source = 2;
        });

        Assert.Equal(2, answer);
        Assert.Equal(2, await ReadAsync(one));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task A_change_that_throws_is_followed_by_the_removal(int? holdSeconds)
    {
        await using var one = new CacheHarness(_server, options => options.WriterHoldFor = holdSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        Assert.Equal(1, await ReadAsync(one));

        var change = one.Cache.ChangeSourceAsync(["a"], _ =>
        {
            _source = 2;
            throw new InvalidOperationException("The answer of the commit was lost.");
        });

        await Assert.ThrowsAsync<InvalidOperationException>(() => change.AsTask());
        Assert.Equal(2, await ReadAsync(one));
        Assert.Equal(2, (await one.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task Memory_alone_needs_no_hold()
    {
        await using var alone = new CacheHarness(options => options.WriterHoldFor = HoldFor);
        Assert.Equal(1, await ReadAsync(alone));

        await alone.Cache.ChangeSourceAsync(["a"], _ => ChangeAsync());

        Assert.Equal(2, await ReadAsync(alone));
    }

    [Fact]
    public async Task What_is_loaded_while_the_change_runs_goes_to_its_caller_only()
    {
        await using CacheHarness writer = NewHarness(), reader = NewHarness();
        Assert.Equal(1, await ReadAsync(reader));

        await writer.Cache.ChangeSourceAsync(["a"], async _ =>
        {
            foreach (var harness in new[] { writer, reader })
            {
                Assert.Equal(1, await ReadAsync(harness));
                Assert.False((await harness.Cache.TryGetAsync<int>("a")).Found);
                Assert.Equal(1, (await harness.Cache.GetOrLoadManyAsync(["a"], id => id, LoadManyAsync))["a"]);
                Assert.False((await harness.Cache.TryGetAsync<int>("a")).Found);
            }

            _source = 2;
        });

        Assert.Equal(SlotState.Absent, _server.StateOf(Entry));
        Assert.Equal(2, await ReadAsync(reader));
        Assert.Equal(2, (await writer.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task A_writer_that_dies_after_its_commit_leaves_no_old_copy()
    {
        await using CacheHarness one = NewHarness(), two = NewHarness();
        Assert.Equal(1, await ReadAsync(one));
        Assert.Equal(1, await ReadAsync(two));

        // Begin, commit, and never the end.
        await _server.OpenHolds().HoldAsync(new[] { Entry }, new SlotVersion(9, 9), HoldFor, CancellationToken.None);
        Assert.Equal(1, await ReadAsync(one));
        _source = 2;

        Assert.Equal(2, await ReadAsync(one));
        Assert.Equal(2, await ReadAsync(two));
        Assert.False((await two.Cache.TryGetAsync<int>("a")).Found);
        Clock.Advance(HoldFor);
        Assert.Equal(2, await ReadAsync(two));
        Assert.Equal(2, (await one.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task A_load_that_began_under_a_hold_is_not_kept_although_it_ends_after_it()
    {
        await using CacheHarness one = NewHarness();
        await _server.OpenHolds().HoldAsync(new[] { Entry }, new SlotVersion(9, 9), HoldFor, CancellationToken.None);
        var source = new Source { Value = 1 };
        var slow = one.Cache.GetOrLoadAsync("a", source.LoadSlowlyAsync).AsTask();
        await Eventually.HoldsAsync(() => source.Loads == 1);
        Clock.Advance(2 * HoldFor);

        source.Finish.SetResult();

        Assert.Equal(1, await slow.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.False((await one.Cache.TryGetAsync<int>("a")).Found);
    }

    [Fact]
    public async Task Who_joins_a_load_under_a_hold_asks_again()
    {
        await using CacheHarness one = NewHarness();
        await _server.OpenHolds().HoldAsync(new[] { Entry }, new SlotVersion(9, 9), HoldFor, CancellationToken.None);
        var first = new Source { Value = 1 };
        var slow = one.Cache.GetOrLoadAsync("a", first.LoadSlowlyAsync).AsTask();
        await Eventually.HoldsAsync(() => first.Loads == 1);
        await _server.OpenHolds().ReleaseAsync(new[] { Entry }, new SlotVersion(9, 9), CancellationToken.None);

        var joined = one.Cache.GetOrLoadAsync("a", _ => new ValueTask<int>(2)).AsTask();
        first.Finish.SetResult();

        Assert.Equal(1, await slow.WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(2, await joined.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task A_hold_lasts_as_long_as_its_change()
    {
        await using CacheHarness writer = NewHarness(), reader = NewHarness();
        var begun = new TaskCompletionSource();
        var commit = new TaskCompletionSource();
        var change = writer.Cache.ChangeSourceAsync(["a"], async _ =>
        {
            begun.SetResult();
            await commit.Task;
        }).AsTask();
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        for (var half = 0; half < 6; half++)
        {
            await Eventually.HoldsAsync(() => writer.HoldCalls[TierVerb.Hold] > half && Clock.ArmedTimers > 0);
            Clock.Advance(HoldFor / 2);
        }

        await Eventually.HoldsAsync(() => writer.HoldCalls[TierVerb.Hold] > 6);
        Assert.Equal(1, await ReadAsync(reader));
        Assert.False((await reader.Cache.TryGetAsync<int>("a")).Found);
        commit.SetResult();

        await change.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, await ReadAsync(reader));
        Assert.True((await reader.Cache.TryGetAsync<int>("a")).Found);
    }

    [Fact]
    public async Task Where_holds_can_not_be_asked_nothing_is_kept()
    {
        await using CacheHarness one = NewHarness();
        one.Faults.Always(TierFault.Fail(TierFailure.Refused), static call => call.Verb == TierVerb.IsHeld);

        Assert.Equal(1, await ReadAsync(one));

        Assert.Equal(SlotState.Absent, _server.StateOf(Entry));
        Assert.False((await one.Cache.TryGetAsync<int>("a")).Found);
    }

    [Fact]
    public async Task Without_the_option_no_load_asks_for_holds()
    {
        await using CacheHarness one = new(_server);
        await _server.OpenHolds().HoldAsync(new[] { Entry }, new SlotVersion(9, 9), HoldFor, CancellationToken.None);

        Assert.Equal(1, await ReadAsync(one));

        Assert.Equal(1, (await one.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task Change_is_made_and_its_removal_owed_when_nothing_can_be_held()
    {
        await using CacheHarness writer = NewHarness(), reader = NewHarness();
        Assert.Equal(1, await ReadAsync(writer));
        Assert.Equal(1, await ReadAsync(reader));
        writer.Faults.Always(TierFault.Fail(TierFailure.Unreachable), static call => call.Verb is TierVerb.Hold or TierVerb.Release);

        await writer.Cache.ChangeSourceAsync(["a"], _ => ChangeAsync());

        Assert.Equal(SlotState.Held, _server.StateOf(Entry));
        Assert.Equal(2, await ReadAsync(writer));
        Assert.Equal(2, await ReadAsync(reader));
    }

    [Fact]
    public async Task Who_changed_the_source_does_not_read_what_it_kept_meanwhile()
    {
        await using CacheHarness writer = NewHarness();
        var hang = TierFault.Hang();
        writer.Faults.Always(TierFault.Fail(TierFailure.Unreachable), static call => call.Verb == TierVerb.Hold);
        writer.Faults.Next(1, hang, static call => call.Verb == TierVerb.Release);
        writer.Changes.Hold();
        var change = writer.Cache.ChangeSourceAsync(["a"], async _ =>
        {
            Assert.Equal(1, await ReadAsync(writer));
            _source = 2;
        }).AsTask();
        await Eventually.HoldsAsync(() => writer.HoldCalls[TierVerb.Release] == 1);
        Assert.Equal(1, await ReadAsync(writer));

        hang.Release();

        await change.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, await ReadAsync(writer));
    }

    [Fact]
    public async Task Change_is_not_made_when_nothing_can_be_held_and_the_options_say_so()
    {
        await using CacheHarness writer = NewHarness(WriterHoldFailure.FailWrite);
        Assert.Equal(1, await ReadAsync(writer));
        _server.TakeDown();

        var change = writer.Cache.ChangeSourceAsync(["a", "b"], _ => ChangeAsync());

        var error = await Assert.ThrowsAsync<CacheHoldException>(() => change.AsTask());
        Assert.Equal("LAR405", error.Code);
        Assert.Equal(["a", "b"], error.Keys);
        Assert.Equal(1, _source);
    }

    [Fact]
    public async Task Change_that_is_cancelled_on_the_way_gives_its_hold_back()
    {
        await using CacheHarness writer = NewHarness();
        using var cancellation = new CancellationTokenSource();
        var change = writer.Cache.ChangeSourceAsync(["a"], async token =>
        {
            await cancellation.CancelAsync();
            token.ThrowIfCancellationRequested();
        }, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => change.AsTask());

        Assert.Equal(1, await ReadAsync(writer));
        Assert.True((await writer.Cache.TryGetAsync<int>("a")).Found);
    }

    [Fact]
    public async Task A_tier_without_holds_refuses_the_option()
    {
        var services = new ServiceCollection();
        services.AddLarder().Configure(options => options.WriterHoldFor = HoldFor).UseSharedTier((_, _) => _server);
        await using var provider = services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ICache>);

        Assert.StartsWith("LAR230 ", error.Message, StringComparison.Ordinal);
    }

    private CacheHarness NewHarness(WriterHoldFailure failure = WriterHoldFailure.WriteAndOwe) => new(_server, options =>
    {
        options.WriterHoldFor = HoldFor;
        options.WriterHoldFailure = failure;
    });

    private ValueTask ChangeAsync()
    {
        _source = 2;
        return ValueTask.CompletedTask;
    }

    private ValueTask<int> ReadAsync(CacheHarness harness) => harness.Cache.GetOrLoadAsync("a", _ => new ValueTask<int>(_source));

    private ValueTask<IReadOnlyDictionary<string, int>> LoadManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        new(ids.ToDictionary(static id => id, _ => _source));
}

using Larder.Testing.Conformance;
using Larder.Testing.Tests.Conformance;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Tiers;

public sealed class FaultyTierTests
{
    private static readonly Slot Entry = new(SlotKind.Entry, "test:a");

    private readonly FakeClock _clock = new();
    private readonly FaultScript _faults = new();
    private readonly InMemoryTierServer _server;
    private readonly FaultyTier _tier;

    public FaultyTierTests()
    {
        _server = new(_clock);
        _tier = new(_server.Open(new RecordingSink()), _faults, _clock);
    }

    public static TheoryData<string> Clauses => [.. new TierConformance(new ModelPlace()).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task Without_a_script_it_keeps(string clause)
    {
        await using ModelPlace place = new(new Fault("none", (server, sink) => new FaultyTier(server.Open(sink), _faults, server.Clock)));

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_next_calls_fail_and_later_ones_do_not()
    {
        _faults.Next(2, TierFault.Fail(TierFailure.Full));

        for (var call = 0; call < 2; call++)
            Assert.Equal(TierFailure.Full, (await Assert.ThrowsAsync<TierException>(WriteAsync)).Failure);
        await WriteAsync();

        Assert.Equal(3, _tier.Calls[TierVerb.Write]);
        Assert.Equal(3, _tier.Calls.RoundTrips);
    }

    [Fact]
    public async Task Calls_fail_always_until_the_script_is_cleared()
    {
        _faults.Always(TierFault.Fail(TierFailure.Unreachable));

        await Assert.ThrowsAsync<TierException>(WriteAsync);
        await Assert.ThrowsAsync<TierException>(ReadAsync);
        await Assert.ThrowsAsync<TierException>(() => _tier.ScanAsync("*", null, 10, default).AsTask());
        _faults.Clear();

        await WriteAsync();
    }

    [Fact]
    public async Task Only_the_calls_that_are_meant_fail()
    {
        _faults.Always(TierFault.Fail(TierFailure.Refused), call => call.Verb == TierVerb.Read && call.Slots.Contains(Entry));

        await WriteAsync();
        await Assert.ThrowsAsync<TierException>(ReadAsync);
        await _tier.ReadAsync(new[] { Entry with { Name = "test:b" } }, new SlotRead[1], ReadDepth.Whole, default);
    }

    [Fact]
    public async Task A_delayed_call_takes_its_time_by_the_clock()
    {
        _faults.Next(1, TierFault.Delay(TimeSpan.FromSeconds(2)));
        var write = WriteAsync();

        _clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.Equal(SlotState.Absent, _server.StateOf(Entry));
        _clock.Advance(TimeSpan.FromSeconds(0.1));

        await write.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(SlotState.Held, _server.StateOf(Entry));
    }

    [Fact]
    public async Task A_hanging_call_goes_on_when_it_is_released()
    {
        var hang = TierFault.Hang();
        _faults.Always(hang);
        var write = WriteAsync();

        await hang.WaitForCallsAsync(1);
        Assert.False(write.IsCompleted);
        hang.Release();

        await write.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, hang.Calls);
    }

    [Fact]
    public async Task A_hanging_call_can_be_cancelled_and_has_then_done_nothing()
    {
        _faults.Next(1, TierFault.Hang());
        using CancellationTokenSource stop = new();
        var write = _tier.WriteAsync(Entry, SlotWrite.Entry(new(1, 1), default, null), stop.Token).AsTask();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        Assert.Equal(SlotState.Absent, _server.StateOf(Entry));
    }

    [Fact]
    public async Task A_call_that_loses_its_answer_has_done_its_work()
    {
        _faults.Next(1, TierFault.LoseAnswer());

        var error = await Assert.ThrowsAsync<TierException>(WriteAsync);

        Assert.Equal(TierFailure.MaybeDone, error.Failure);
        Assert.Equal(SlotState.Held, _server.StateOf(Entry));
    }

    [Fact]
    public async Task Bodies_are_cut_and_bytes_are_flipped_in_answers_alone()
    {
        await WriteAsync();
        _faults
            .Next(1, TierFault.TruncateBodies(2))
            .Next(1, TierFault.FlipByte(1))
            .Next(1, TierFault.FlipByte(-1))
            .Next(1, TierFault.FlipByte(99));

        Assert.Equal([1, 2], (await ReadAsync()).Body.ToArray());
        Assert.Equal([1, 2 ^ 0x55, 3], (await ReadAsync()).Body.ToArray());
        Assert.Equal([1, 2, 3 ^ 0x55], (await ReadAsync()).Body.ToArray());
        Assert.Equal([1, 2, 3], (await ReadAsync()).Body.ToArray());
        Assert.Equal([1, 2, 3], (await ReadAsync()).Body.ToArray());
    }

    [Fact]
    public async Task Waits_go_wrong_only_when_they_are_meant()
    {
        _faults.Always(TierFault.Fail(TierFailure.Unreachable));
        await _tier.WaitAsync(Entry, SlotVersion.None, TimeSpan.Zero, default);

        _faults.Clear();
        _faults.Always(TierFault.Fail(TierFailure.Unreachable), call => call.Verb == TierVerb.Wait);
        await Assert.ThrowsAsync<TierException>(() => _tier.WaitAsync(Entry, SlotVersion.None, TimeSpan.Zero, default).AsTask());
    }

    private async Task WriteAsync() => await _tier.WriteAsync(Entry, SlotWrite.Entry(new(1, 1), new byte[] { 1, 2, 3 }, null), default);

    private async Task<SlotRead> ReadAsync()
    {
        var answers = new SlotRead[1];
        await _tier.ReadAsync(new[] { Entry }, answers, ReadDepth.Whole, default);
        return answers[0];
    }
}

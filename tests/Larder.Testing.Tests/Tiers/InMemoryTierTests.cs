using Larder.Testing.Conformance;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Tiers;

public sealed class InMemoryTierTests
{
    private static readonly Slot Entry = new(SlotKind.Entry, "test:a");

    private readonly VersionSource _versions = new();
    private readonly FakeClock _clock = new();
    private readonly InMemoryTierServer _server;
    private readonly RecordingSink _sink = new();
    private readonly InMemoryTier _reader;
    private readonly InMemoryTier _writer;

    public InMemoryTierTests()
    {
        _server = new(_clock);
        _reader = _server.Open(_sink);
        _writer = _server.Open(new RecordingSink());
    }

    private long Now => new MonotonicClock(_clock).Now;

    private Watch Watch => _reader.Changes.Watch;

    [Fact]
    public async Task A_stream_that_nobody_touches_vouches_for_all_time()
    {
        var answer = await ReadAsync();

        _clock.Advance(TimeSpan.FromDays(1000));

        Assert.True(Watch.Vouches(answer.Ticket.Epoch, Now, boundMs: 1));
    }

    [Fact]
    public async Task A_change_by_another_instance_is_told_once_after_each_read()
    {
        await WriteAsync();
        Assert.Empty(_sink.Heard);

        await ReadAsync();
        await WriteAsync();
        await WriteAsync();
        Assert.Single(_sink.Heard);

        await ReadAsync();
        await WriteAsync();
        Assert.Equal([Entry, Entry], _sink.Heard.Select(change => change.Slot));
    }

    [Fact]
    public async Task An_instance_is_not_told_of_its_own_writes()
    {
        await ReadAsync();
        await _reader.WriteAsync(Entry, SlotWrite.Entry(_versions.Next(), default, null), default);
        await _reader.RemoveAsync(new[] { Entry }, default);

        Assert.Empty(_sink.Heard);
    }

    [Fact]
    public async Task Changes_that_are_held_back_come_in_order_by_hand()
    {
        Slot[] slots = [Entry, Entry with { Name = "test:b" }, Entry with { Name = "test:c" }];
        await _reader.ReadAsync(slots, new SlotRead[3], ReadDepth.Whole, default);
        _reader.Changes.Hold();
        await _writer.RemoveAsync(slots, default);
        foreach (var slot in slots)
            await _writer.WriteAsync(slot, SlotWrite.Entry(_versions.Next(), default, null), default);
        Assert.Equal(3, _reader.Changes.HeldBack);
        Assert.Empty(_sink.Heard);

        Assert.True(_reader.Changes.DeliverNext());
        Assert.Equal([slots[0]], _sink.Heard.Select(change => change.Slot));

        _reader.Changes.Release();
        Assert.Equal(slots, _sink.Heard.Select(change => change.Slot));
        Assert.False(_reader.Changes.DeliverNext());
    }

    [Fact]
    public async Task While_changes_are_held_back_the_watch_stays_proven_up_to_that_moment()
    {
        var ticket = (await ReadAsync()).Ticket;
        var before = Now;
        _reader.Changes.Hold();

        _clock.Advance(TimeSpan.FromMilliseconds(1000));
        Assert.Equal(before, Watch.ProvenAt);
        Assert.True(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.False(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));

        await WriteAsync();
        Assert.Throws<InvalidOperationException>(_reader.Changes.Prove);
        Assert.True(_reader.Changes.DeliverNext());
        _reader.Changes.Prove();
        Assert.Equal(Now, Watch.ProvenAt);
    }

    [Fact]
    public async Task A_break_drops_what_was_held_back_and_starts_a_new_life()
    {
        var old = (await ReadAsync()).Ticket;
        _reader.Changes.Hold();
        await WriteAsync();

        _reader.Changes.Break();
        _reader.Changes.Release();

        Assert.Equal([ChangeKind.Broken], _sink.Heard.Select(change => change.Kind));
        Assert.False(Watch.Vouches(old.Epoch, Now, boundMs: long.MaxValue / 4));
        Assert.True(Watch.Vouches((await ReadAsync()).Ticket.Epoch, Now, boundMs: 1));
    }

    [Fact]
    public async Task A_cut_stream_tells_and_vouches_for_nothing_until_it_heals()
    {
        _reader.Changes.Cut();
        var ticket = (await ReadAsync()).Ticket;
        await WriteAsync();

        Assert.False(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));
        Assert.DoesNotContain(_sink.Heard, change => change.Kind == ChangeKind.Changed);
        Assert.Throws<InvalidOperationException>(_reader.Changes.Prove);

        _reader.Changes.Heal();
        Assert.False(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));
        Assert.True(Watch.Vouches((await ReadAsync()).Ticket.Epoch, Now, boundMs: 1000));
    }

    [Fact]
    public async Task A_doubt_keeps_the_stream_and_ends_with_a_proof()
    {
        var ticket = (await ReadAsync()).Ticket;

        _reader.Changes.Doubt();
        Assert.False(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));
        await WriteAsync();
        Assert.Single(_sink.Heard);

        _reader.Changes.Prove();
        Assert.True(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));
    }

    [Fact]
    public async Task Foreign_programs_write_remove_and_flush()
    {
        await ReadAsync();
        _server.WriteForeign(Entry);
        Assert.Equal(SlotState.Foreign, (await ReadAsync()).State);

        _server.RemoveForeign(Entry);
        Assert.Equal(SlotState.Absent, (await ReadAsync()).State);

        await WriteAsync();
        _server.FlushForeign();
        Assert.Equal(SlotState.Absent, _server.StateOf(Entry));
        Assert.Empty(_server.Slots);
        Assert.Equal(ChangeKind.ChangedAll, _sink.Heard[^1].Kind);
    }

    [Fact]
    public async Task A_server_that_is_down_refuses_and_keeps_what_it_has()
    {
        await WriteAsync();
        var ticket = (await ReadAsync()).Ticket;

        _server.TakeDown(TierFailure.TimedOut);
        var error = await Assert.ThrowsAsync<TierException>(ReadAsync);
        Assert.Equal(TierFailure.TimedOut, error.Failure);
        Assert.False(Watch.Vouches(ticket.Epoch, Now, boundMs: 1000));

        _server.BringUp();
        Assert.Equal(SlotState.Held, (await ReadAsync()).State);
    }

    [Fact]
    public async Task Round_trips_are_counted_by_verb_and_instance()
    {
        await ReadAsync();
        await ReadAsync();
        await _reader.RemoveAsync(new[] { Entry }, default);
        await _reader.WaitAsync(Entry, _versions.Next(), TimeSpan.Zero, default);

        Assert.Equal(2, _reader.Calls[TierVerb.Read]);
        Assert.Equal(1, _reader.Calls[TierVerb.Wait]);
        Assert.Equal(3, _reader.Calls.RoundTrips);
        Assert.Equal(0, _writer.Calls.RoundTrips);

        _reader.Calls.Reset();
        Assert.Equal(0, _reader.Calls.RoundTrips);
    }

    [Fact]
    public async Task A_tier_that_follows_nothing_tells_and_vouches_for_nothing()
    {
        InMemoryTierServer server = new(_clock, new("deaf", Follow.None, TimeSpan.Zero, 1000, TierFeatures.None));
        RecordingSink sink = new();
        await using var reader = server.Open(sink);
        var answers = new SlotRead[1];
        await reader.ReadAsync(new[] { Entry }, answers, ReadDepth.Whole, default);

        server.WriteForeign(Entry);

        Assert.Empty(sink.Heard);
        Assert.False(answers[0].Ticket.Watch.Vouches(answers[0].Ticket.Epoch, Now, boundMs: 1000));
    }

    [Fact]
    public async Task What_has_expired_is_gone_by_the_servers_clock()
    {
        await _writer.WriteAsync(Entry, SlotWrite.Entry(_versions.Next(), default, TimeSpan.FromMinutes(1)), default);

        _clock.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromTicks(1));
        Assert.Equal(TimeSpan.FromTicks(1), (await ReadAsync()).Remaining);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(SlotState.Absent, (await ReadAsync()).State);
    }

    private async Task<SlotRead> ReadAsync()
    {
        var answers = new SlotRead[1];
        await _reader.ReadAsync(new[] { Entry }, answers, ReadDepth.Whole, default);
        return answers[0];
    }

    private async Task WriteAsync() => await _writer.WriteAsync(Entry, SlotWrite.Entry(_versions.Next(), default, null), default);
}

using Larder.Testing.Conformance;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Tiers;

/// <summary>A call of another instance in the middle of a call: what the server's lock is for. Each fails without it.</summary>
public sealed class InMemoryTierRaceTests
{
    private static readonly Slot Entry = new(SlotKind.Entry, "test:a");
    private static readonly SlotVersion Held = new(1, 1);

    private readonly InterposingClock _clock = new();
    private readonly RecordingSink _sink = new();
    private readonly InMemoryTier _one;
    private readonly InMemoryTier _other;

    public InMemoryTierRaceTests()
    {
        InMemoryTierServer server = new(_clock);
        _one = server.Open(_sink);
        _other = server.Open(new RecordingSink());
    }

    [Fact]
    public async Task One_of_two_leases_at_once_is_granted()
    {
        SlotVersion first = new(2, 1), second = new(2, 2);
        var other = false;
        _clock.AtNextReading(() => other = Now(_other.LeaseAsync(Entry, second, TimeSpan.FromMinutes(1), default)).Version == second);

        var one = Now(_one.LeaseAsync(Entry, first, TimeSpan.FromMinutes(1), default)).Version == first;

        await _clock.Other;
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task One_of_two_replacements_at_once_is_done()
    {
        Now(_one.WriteAsync(Entry, SlotWrite.Entry(Held, default, null), default));
        var other = default(ReplaceOutcome?);
        _clock.AtNextReading(() => other = Now(_other.ReplaceAsync(Entry, Held, SlotWrite.Entry(new(2, 2), default, null), default)).Outcome);

        var one = Now(_one.ReplaceAsync(Entry, Held, SlotWrite.Entry(new(2, 1), default, null), default)).Outcome;

        await _clock.Other;
        Assert.NotEqual(one, other);
    }

    [Fact]
    public async Task A_removal_at_the_moment_a_wait_starts_ends_it()
    {
        Now(_one.LeaseAsync(Entry, Held, TimeSpan.FromMinutes(1), default));
        _clock.AtNextReading(() => Now(_other.RemoveAsync(new[] { Entry }, default)));

        var wait = _one.WaitAsync(Entry, Held, TimeSpan.FromMinutes(1), default).AsTask();

        await _clock.Other;
        await wait.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_read_has_the_change_or_its_ticket_is_refused()
    {
        Now(_one.WriteAsync(Entry, SlotWrite.Entry(Held, default, TimeSpan.FromMinutes(1)), default));
        _clock.AtNextReading(() => Now(_other.RemoveAsync(new[] { Entry }, default)));
        var answers = new SlotRead[1];

        await _one.ReadAsync(new[] { Entry }, answers, ReadDepth.Whole, default);

        await _clock.Other;
        Assert.True(answers[0].State == SlotState.Absent || _sink.Refuses(Entry, answers[0].Ticket));
    }

    private static T Now<T>(ValueTask<T> call)
    {
        Assert.True(call.IsCompletedSuccessfully);
        return call.GetAwaiter().GetResult();
    }
}

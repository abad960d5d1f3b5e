using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>What writers may rest on while they change the source.</summary>
internal static class HoldClauses
{
    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        if (!place.Traits.Features.HasFlag(TierFeatures.WriterHolds)) yield break;
        yield return new("A hold is seen by all until it is released", IsSeenAsync);
        yield return new("A hold removes entries, and a release does too, whatever they hold", RemovesAsync);
        yield return new("A hold voids the lease of a load under way, and a release does too", VoidsLeasesAsync);
        yield return new("A hold that nobody releases ends by its time", EndsAsync);
        yield return new("A hold does not make that of another last longer", DoesNotProlongAsync);
        yield return new("A release ends the hold of its holder alone, and of its entries", EndsItsOwnAsync);
        yield return new("A hold that its holder repeats has the later end", RepetitionMovesTheEndAsync);
        if (place.Traits.Follow != Follow.None) yield return new("Memory is told of what a hold and a release remove", IsToldAsync);
        if (place.Outage is { } outage) yield return new("While the other side fails, holds throw a TierException", trial => ThrowsAsync(trial, outage));
    }

    private static async Task IsSeenAsync(Trial trial)
    {
        await using var one = await OpenAsync(trial).ConfigureAwait(false);
        await using var other = await OpenAsync(trial).ConfigureAwait(false);
        var slots = trial.NewSlots(3);
        var holder = trial.NewVersion();
        trial.Equal(false, await other.IsHeldAsync(slots[0]).ConfigureAwait(false), "an entry before the hold");

        await one.HoldAsync(holder, Trial.Long, slots).ConfigureAwait(false);
        foreach (var slot in slots)
        {
            trial.Equal(true, await other.IsHeldAsync(slot).ConfigureAwait(false), "a held entry");
            trial.Equal(true, await one.IsHeldAsync(slot).ConfigureAwait(false), "an entry of its own");
        }

        trial.Equal(false, await other.IsHeldAsync(trial.Named("other")).ConfigureAwait(false), "another entry");
        await one.ReleaseAsync(holder, slots).ConfigureAwait(false);
        foreach (var slot in slots) trial.Equal(false, await other.IsHeldAsync(slot).ConfigureAwait(false), "an entry after the release");
    }

    private static async Task RemovesAsync(Trial trial)
    {
        var tier = await trial.OpenAsync().ConfigureAwait(false);
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var slots = trial.NewSlots(2);
        var holder = trial.NewVersion();
        foreach (var slot in slots) await tier.WriteAsync(slot).ConfigureAwait(false);

        await holds.HoldAsync(holder, Trial.Long, slots).ConfigureAwait(false);
        foreach (var slot in slots) trial.Equal(SlotState.Absent, (await tier.ReadAsync(slot).ConfigureAwait(false)).State, "an entry after the hold");

        // By somebody who knows nothing of holds, and of one more holder whose own hold came later.
        foreach (var slot in slots) await tier.WriteAsync(slot).ConfigureAwait(false);
        await holds.ReleaseAsync(holder, slots).ConfigureAwait(false);
        foreach (var slot in slots) trial.Equal(SlotState.Absent, (await tier.ReadAsync(slot).ConfigureAwait(false)).State, "an entry after the release");

        await tier.WriteAsync(slots[0]).ConfigureAwait(false);
        await holds.ReleaseAsync(trial.NewVersion(), slots[0]).ConfigureAwait(false);
        trial.Equal(SlotState.Absent, (await tier.ReadAsync(slots[0]).ConfigureAwait(false)).State, "an entry after the release of a hold that is over");
    }

    private static async Task VoidsLeasesAsync(Trial trial)
    {
        var tier = await trial.OpenAsync().ConfigureAwait(false);
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var (slot, holder) = (trial.NewSlot(), trial.NewVersion());
        var before = await tier.TakeLeaseAsync(slot).ConfigureAwait(false);
        await holds.HoldAsync(holder, Trial.Long, slot).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, await tier.FillAsync(slot, before).ConfigureAwait(false), "a fill by a lease from before the hold");

        var during = await tier.TakeLeaseAsync(slot).ConfigureAwait(false);
        await holds.ReleaseAsync(holder, slot).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, await tier.FillAsync(slot, during).ConfigureAwait(false), "a fill by a lease from before the release");
    }

    private static async Task EndsAsync(Trial trial)
    {
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        await holds.HoldAsync(trial.NewVersion(), 4 * trial.Tick, slot).ConfigureAwait(false);
        trial.Equal(true, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry within the time");
        await trial.PassAsync(5 * trial.Tick).ConfigureAwait(false);
        trial.Equal(false, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry after the time");
    }

    private static async Task DoesNotProlongAsync(Trial trial)
    {
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var (slot, other) = (trial.NewSlot(), trial.NewVersion());
        await holds.HoldAsync(trial.NewVersion(), 4 * trial.Tick, slot).ConfigureAwait(false);
        await holds.HoldAsync(other, Trial.Long, slot).ConfigureAwait(false);
        await holds.ReleaseAsync(other, slot).ConfigureAwait(false);
        trial.Equal(true, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry whose first holder has time left");

        await holds.HoldAsync(other, Trial.Long, slot).ConfigureAwait(false);
        await trial.PassAsync(5 * trial.Tick).ConfigureAwait(false);
        trial.Equal(true, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry whose second holder has time left");
        await holds.ReleaseAsync(other, slot).ConfigureAwait(false);
        trial.Equal(false, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry whose first holder died");
    }

    private static async Task EndsItsOwnAsync(Trial trial)
    {
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var slots = trial.NewSlots(2);
        var (one, other) = (trial.NewVersion(), trial.NewVersion());
        await holds.HoldAsync(one, Trial.Long, slots).ConfigureAwait(false);
        await holds.HoldAsync(other, Trial.Long, slots[0]).ConfigureAwait(false);
        await holds.ReleaseAsync(one, slots[0]).ConfigureAwait(false);
        trial.Equal(true, await holds.IsHeldAsync(slots[0]).ConfigureAwait(false), "an entry that another holds too");
        trial.Equal(true, await holds.IsHeldAsync(slots[1]).ConfigureAwait(false), "an entry that was not released");
        await holds.ReleaseAsync(other, slots[0]).ConfigureAwait(false);
        trial.Equal(false, await holds.IsHeldAsync(slots[0]).ConfigureAwait(false), "an entry that both have released");
    }

    private static async Task RepetitionMovesTheEndAsync(Trial trial)
    {
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var (slot, holder) = (trial.NewSlot(), trial.NewVersion());
        await holds.HoldAsync(holder, trial.Tick, slot).ConfigureAwait(false);
        await holds.HoldAsync(holder, Trial.Long, slot).ConfigureAwait(false);
        await trial.PassAsync(2 * trial.Tick).ConfigureAwait(false);
        trial.Equal(true, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry after the first time");
        await holds.ReleaseAsync(holder, slot).ConfigureAwait(false);
        trial.Equal(false, await holds.IsHeldAsync(slot).ConfigureAwait(false), "an entry after the one release");
    }

    private static async Task IsToldAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var (slot, holder) = (trial.NewSlot(), trial.NewVersion());
        for (var step = 0; step < 2; step++)
        {
            await writer.WriteAsync(slot).ConfigureAwait(false);
            var copy = await reader.ReadAsync(slot).ConfigureAwait(false);
            if (step == 0) await holds.HoldAsync(holder, Trial.Long, slot).ConfigureAwait(false);
            else await holds.ReleaseAsync(holder, slot).ConfigureAwait(false);
            await trial.UntilAsync(() => reader.Sink.Refuses(slot, copy.Ticket), "the copy to be refused").ConfigureAwait(false);
        }
    }

    private static async Task ThrowsAsync(Trial trial, Func<CancellationToken, ValueTask<IAsyncDisposable>> outage)
    {
        await using var holds = await OpenAsync(trial).ConfigureAwait(false);
        var (slot, holder) = (trial.NewSlot(), trial.NewVersion());
        await holds.HoldAsync(holder, Trial.Long, slot).ConfigureAwait(false);
        Func<Task>[] calls = [() => holds.HoldAsync(holder, Trial.Long, slot), () => holds.ReleaseAsync(holder, slot), () => holds.IsHeldAsync(slot)];
        var failing = await outage(trial.CancellationToken).ConfigureAwait(false);
        await using (failing.ConfigureAwait(false))
            foreach (var call in calls)
                trial.True(await FailsAsync(call).ConfigureAwait(false), "a TierException", "an answer");
    }

    private static async Task<bool> FailsAsync(Func<Task> call)
    {
        try
        {
            await call().ConfigureAwait(false);
            return false;
        }
        catch (TierException)
        {
            return true;
        }
    }

    private static async Task<HoldsUnderTest> OpenAsync(Trial trial)
    {
        if (trial.Place.OpenHolds is not { } open) throw trial.Breach("writer holds, as the traits say so", "a place without OpenHolds");
        return new HoldsUnderTest(trial, await open(trial.CancellationToken).ConfigureAwait(false));
    }

    /// <summary>Opened holds, with each call bounded by the trial's patience.</summary>
    private sealed class HoldsUnderTest(Trial trial, IWriterHolds holds) : IAsyncDisposable
    {
        public Task HoldAsync(SlotVersion holder, TimeSpan holdFor, params Slot[] slots) =>
            trial.InTimeAsync(holds.HoldAsync(slots, holder, holdFor, trial.CancellationToken).AsTask(), "to hold");

        public Task ReleaseAsync(SlotVersion holder, params Slot[] slots) =>
            trial.InTimeAsync(holds.ReleaseAsync(slots, holder, trial.CancellationToken).AsTask(), "to release");

        public Task<bool> IsHeldAsync(Slot slot) =>
            trial.InTimeAsync(holds.IsHeldAsync(slot, trial.CancellationToken).AsTask(), "to tell of a hold");

        public ValueTask DisposeAsync() => holds.DisposeAsync();
    }
}

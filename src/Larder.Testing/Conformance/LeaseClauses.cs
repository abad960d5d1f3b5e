using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>The right to load: who gets it, and what ends it.</summary>
internal static class LeaseClauses
{
    public static IEnumerable<ClauseBody> All =>
    [
        new("A lease is granted on an absent slot, and every instance sees it", IsGrantedAsync),
        new("A lease is denied while another runs, and the answer tells which", IsDeniedWhileLeasedAsync),
        new("A lease is denied on a held slot, and the answer brings the entry", IsDeniedWhileHeldAsync),
        new("Exactly one of many leases at once is granted", OneOfManyIsGrantedAsync),
        new("An acknowledged removal voids a lease", RemovalVoidsAsync),
        new("A fill after a removal answers Changed, also when another has leased since", FillAfterRemovalIsChangedAsync),
        new("A write voids a lease", WriteVoidsAsync),
        new("An extension keeps the version and moves the end", ExtensionKeepsTheVersionAsync),
        new("A release by Nothing empties the slot for the next", ReleaseEmptiesAsync),
        new("A release of a lost lease leaves the next one alone", LateReleaseIsChangedAsync),
    ];

    private static async Task IsGrantedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var kind in new[] { SlotKind.Entry, SlotKind.Refresh })
        {
            var slot = trial.NewSlot(kind);
            var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
            var seen = await other.ReadAsync(slot).ConfigureAwait(false);
            trial.Equal((SlotState.Leased, lease, 0), (seen.State, seen.Version, seen.Body.Length));
            trial.True(seen.Remaining <= Trial.Long, "a placeholder with an end", $"{seen.Remaining}");
        }
    }

    private static async Task IsDeniedWhileLeasedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        foreach (var late in new[] { other, one })
        {
            var denied = await late.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false);
            trial.Equal((SlotState.Leased, lease), (denied.State, denied.Version));
        }
    }

    private static async Task IsDeniedWhileHeldAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var version = await one.WriteAsync(slot).ConfigureAwait(false);
        var denied = await other.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false);
        trial.Equal((SlotState.Held, version), (denied.State, denied.Version));
        trial.SameBytes(Trial.Bytes(10), denied.Body, "the entry");
    }

    private static async Task OneOfManyIsGrantedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        Instance[] instances = [one, other, await trial.OpenAsync().ConfigureAwait(false)];
        for (var round = 0; round < 10; round++)
        {
            var slot = trial.NewSlot();
            var leases = Enumerable.Range(0, 12).Select(_ => trial.NewVersion()).ToArray();
            var answers = await Task.WhenAll(leases.Select((lease, i) =>
                Task.Run(() => instances[i % instances.Length].LeaseAsync(slot, lease)))).ConfigureAwait(false);

            var granted = answers.Where((answer, i) => answer.State == SlotState.Leased && answer.Version == leases[i]).Count();
            trial.Equal(1, granted, "the count of those granted");
            trial.Equal(1, answers.DistinctBy(answer => answer.Version).Count(), "the count of leases that the answers tell of");
        }
    }

    private static async Task RemovalVoidsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var remover in new[] { other, one })
        {
            var slot = trial.NewSlot();
            var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
            await remover.RemoveAsync(slot).ConfigureAwait(false);
            trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
            trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, lease).ConfigureAwait(false));
            trial.Equal(SlotState.Absent, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
        }
    }

    private static async Task FillAfterRemovalIsChangedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lost = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await other.RemoveAsync(slot).ConfigureAwait(false);
        var next = await other.TakeLeaseAsync(slot).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, lost).ConfigureAwait(false));
        trial.Equal(next, (await one.ReadAsync(slot).ConfigureAwait(false)).Version, "the next one's lease");
        trial.Equal(ReplaceOutcome.Done, await other.FillAsync(slot, next).ConfigureAwait(false));
    }

    private static async Task WriteVoidsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var writer in new[] { other, one })
        {
            var slot = trial.NewSlot();
            var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
            var written = await writer.WriteAsync(slot).ConfigureAwait(false);
            trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, lease).ConfigureAwait(false));
            trial.Equal(written, (await one.ReadAsync(slot).ConfigureAwait(false)).Version, "what was written");
        }
    }

    private static async Task ExtensionKeepsTheVersionAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot, trial.Tick * 4).ConfigureAwait(false);
        var extended = await one.ReplaceAsync(slot, lease, SlotWrite.Placeholder(lease, Trial.Long)).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Done, extended.Outcome);

        await trial.PassAsync(trial.Tick * 6).ConfigureAwait(false);
        var seen = await other.ReadAsync(slot).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease), (seen.State, seen.Version));
        trial.Equal(ReplaceOutcome.Done, await one.FillAsync(slot, lease).ConfigureAwait(false));
    }

    private static async Task ReleaseEmptiesAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var released = await one.ReplaceAsync(slot, lease, SlotWrite.Nothing).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Done, released.Outcome);
        trial.Equal(SlotState.Absent, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
        await other.TakeLeaseAsync(slot).ConfigureAwait(false);
    }

    private static async Task LateReleaseIsChangedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lost = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await other.RemoveAsync(slot).ConfigureAwait(false);
        var next = await other.TakeLeaseAsync(slot).ConfigureAwait(false);
        var late = await one.ReplaceAsync(slot, lost, SlotWrite.Nothing).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, late.Outcome);
        trial.Equal(next, (await other.ReadAsync(slot).ConfigureAwait(false)).Version, "the next one's lease");
    }
}

using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Writes that ask for nothing, by Larder and by others.</summary>
internal static class WriteClauses
{
    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        yield return new("A write replaces whatever the slot holds", ReplacesAnythingAsync);
        yield return new("A write of Nothing empties the slot", NothingEmptiesAsync);
        yield return new("Writes at once leave one of them, whole", OneOfManyStaysAsync);
        if (place.WriteForeign is null) yield break;

        yield return new("A foreign write voids a lease", ForeignWriteVoidsALeaseAsync);
        yield return new("A write replaces, and a removal empties, what is foreign", ForeignIsReplacedAsync);
    }

    private static async Task ReplacesAnythingAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slots = trial.NewSlots(3);
        await one.WriteAsync(slots[1], Trial.Long).ConfigureAwait(false);
        await one.TakeLeaseAsync(slots[2]).ConfigureAwait(false);
        foreach (var slot in slots)
        {
            var version = await other.WriteAsync(slot).ConfigureAwait(false);
            var answer = await one.ReadAsync(slot).ConfigureAwait(false);
            trial.Equal((SlotState.Held, version, (TimeSpan?)null), (answer.State, answer.Version, answer.Remaining));
        }
    }

    private static async Task NothingEmptiesAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await one.WriteAsync(slot).ConfigureAwait(false);
        await one.WriteAsync(slot, SlotWrite.Nothing).ConfigureAwait(false);
        trial.Equal(SlotState.Absent, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private static async Task OneOfManyStaysAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 10; round++)
        {
            var slot = trial.NewSlot();
            var writes = Enumerable.Range(1, 6).Select(i => SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(500 * i, seed: i), null)).ToArray();
            await Task.WhenAll(writes.Select((write, i) =>
                Task.Run(() => (i % 2 == 0 ? one : other).WriteAsync(slot, write)))).ConfigureAwait(false);

            var answer = await one.ReadAsync(slot).ConfigureAwait(false);
            var stayed = writes.FirstOrDefault(write => write.Version == answer.Version);
            trial.NotEqual(SlotVersion.None, stayed.Version, "the version that stayed");
            trial.SameBytes(stayed.Body, answer.Body, "the entry of that version");
        }
    }

    private static async Task ForeignWriteVoidsALeaseAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await trial.Place.WriteForeign!(slot, trial.CancellationToken).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, lease).ConfigureAwait(false));
        trial.Equal(SlotState.Foreign, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private static async Task ForeignIsReplacedAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slots = trial.NewSlots(2);
        foreach (var slot in slots)
            await trial.Place.WriteForeign!(slot, trial.CancellationToken).ConfigureAwait(false);

        var version = await one.WriteAsync(slots[0]).ConfigureAwait(false);
        await one.RemoveAsync(slots[1]).ConfigureAwait(false);
        var answers = await one.ReadAsync(slots).ConfigureAwait(false);
        trial.Equal((SlotState.Held, version), (answers[0].State, answers[0].Version));
        trial.Equal(SlotState.Absent, answers[1].State);
    }
}

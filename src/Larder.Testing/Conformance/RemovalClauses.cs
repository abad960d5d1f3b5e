using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Removal by name.</summary>
internal static class RemovalClauses
{
    public static IEnumerable<ClauseBody> All =>
    [
        new("A removal empties its slots and counts those that held something", CountsAsync),
        new("A removal reaches slots of every kind and leaves the others alone", ReachesEveryKindAsync),
        new("No read that starts after an acknowledged removal finds the old state", WinsOverReadsAsync),
    ];

    private static async Task CountsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var held = trial.NewSlots(5);
        foreach (var slot in held)
            await one.WriteAsync(slot).ConfigureAwait(false);

        Slot[] asked = [trial.NewSlot(), .. held[..4], trial.NewSlot()];
        trial.Equal(4, await other.RemoveAsync(asked).ConfigureAwait(false), "the count of a removal of four held slots and two absent ones");
        trial.Equal(0, await one.RemoveAsync(asked).ConfigureAwait(false), "the count of the same removal again");
        var answers = await one.ReadAsync(held).ConfigureAwait(false);
        trial.True(answers[..4].All(answer => answer.State == SlotState.Absent), "all removed slots to be absent");
        trial.Equal(SlotState.Held, answers[4].State, "the slot that was not removed");
    }

    private static async Task ReachesEveryKindAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        foreach (var kind in Enum.GetValues<SlotKind>())
        {
            var slots = trial.NewSlots(2, kind);
            foreach (var slot in slots)
                await one.PutAsync(slot).ConfigureAwait(false);
            await one.RemoveAsync(slots[0]).ConfigureAwait(false);
            var answers = await one.ReadAsync(slots).ConfigureAwait(false);
            trial.Equal((SlotState.Absent, SlotState.Held), (answers[0].State, answers[1].State), $"two slots of kind {kind}, one of them removed,");
        }
    }

    private static async Task WinsOverReadsAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 30; round++)
        {
            var slot = trial.NewSlot();
            var old = await one.WriteAsync(slot).ConfigureAwait(false);
            await one.ReadAsync(slot).ConfigureAwait(false);
            await other.RemoveAsync(slot).ConfigureAwait(false);
            foreach (var reader in new[] { one, other })
                trial.NotEqual(old, (await reader.ReadAsync(slot).ConfigureAwait(false)).Version, "the version after the removal");
        }
    }
}

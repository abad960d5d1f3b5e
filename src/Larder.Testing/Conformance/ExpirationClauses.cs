using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Time, by the tier's own clock.</summary>
internal static class ExpirationClauses
{
    public static IEnumerable<ClauseBody> All =>
    [
        new("What has expired is absent, and can be leased", ExpiredIsAbsentAsync),
        new("A lease that has expired can be taken by another, and the first one's fill answers Changed", ExpiredLeaseIsLostAsync),
        new("A fill of a lease that has expired answers Changed, also when nobody took it", LateFillIsChangedAsync),
        new("Remaining shrinks, never grows, and is null without an end", RemainingShrinksAsync),
        new("A write sets the end anew", WriteSetsTheEndAsync),
        new("What has expired counts as nothing in a removal", ExpiredIsNotCountedAsync),
    ];

    private static async Task ExpiredIsAbsentAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await one.WriteAsync(slot, trial.Tick).ConfigureAwait(false);
        await one.ReadAsync(slot).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick * 1.5).ConfigureAwait(false);
        foreach (var reader in new[] { one, other })
        {
            var answer = await reader.ReadAsync(slot).ConfigureAwait(false);
            trial.Equal((SlotState.Absent, SlotVersion.None, 0), (answer.State, answer.Version, answer.Body.Length));
        }

        await other.TakeLeaseAsync(slot).ConfigureAwait(false);
    }

    private static async Task ExpiredLeaseIsLostAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lost = await one.TakeLeaseAsync(slot, trial.Tick).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick * 1.5).ConfigureAwait(false);
        var next = await other.TakeLeaseAsync(slot).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, lost).ConfigureAwait(false));
        trial.Equal(next, (await one.ReadAsync(slot).ConfigureAwait(false)).Version, "the next one's lease");
    }

    private static async Task LateFillIsChangedAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lost = await one.TakeLeaseAsync(slot, trial.Tick).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick * 1.5).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, lost).ConfigureAwait(false));
        trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private static async Task RemainingShrinksAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var expiration = trial.Tick * 100;
        var (held, leased, endless) = (trial.NewSlot(), trial.NewSlot(), trial.NewSlot());
        await one.WriteAsync(held, expiration).ConfigureAwait(false);
        await one.TakeLeaseAsync(leased, expiration).ConfigureAwait(false);
        await one.WriteAsync(endless).ConfigureAwait(false);
        TimeSpan?[] before = [expiration, expiration];
        for (var round = 0; round < 4; round++)
        {
            foreach (var depth in Enum.GetValues<ReadDepth>())
            {
                var answers = await (round % 2 == 0 ? one : other).ReadAsync([held, leased, endless], depth).ConfigureAwait(false);
                TimeSpan?[] now = [answers[0].Remaining, answers[1].Remaining];
                for (var i = 0; i < now.Length; i++)
                    trial.True(now[i] > TimeSpan.Zero && now[i] <= before[i], $"less than {before[i]} to remain", $"{now[i]}");
                trial.Equal(null, answers[2].Remaining, "what remains without an end");
                before = now;
            }

            await trial.PassAsync(trial.Tick).ConfigureAwait(false);
        }

        var isShorter = before[0] <= expiration - (trial.Tick * 2);
        trial.True(isShorter, "Remaining to shrink by what passed", $"{before[0]} of {expiration} after three ticks of {trial.Tick}");
    }

    private static async Task WriteSetsTheEndAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slots = trial.NewSlots(2);
        foreach (var slot in slots)
            await one.WriteAsync(slot, trial.Tick).ConfigureAwait(false);
        await one.WriteAsync(slots[0], Trial.Long).ConfigureAwait(false);
        await one.WriteAsync(slots[1]).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick * 2).ConfigureAwait(false);
        foreach (var answer in await one.ReadAsync(slots).ConfigureAwait(false))
            trial.Equal(SlotState.Held, answer.State);
    }

    private static async Task ExpiredIsNotCountedAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await one.WriteAsync(slot, trial.Tick).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick * 1.5).ConfigureAwait(false);
        trial.Equal(0, await one.RemoveAsync(slot).ConfigureAwait(false), "the count of a removal");
    }
}

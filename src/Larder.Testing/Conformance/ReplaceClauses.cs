using Larder.Tiers;

namespace Larder.Testing.Conformance;

/// <summary>The one conditional verb.</summary>
internal static class ReplaceClauses
{
    public static IEnumerable<ClauseBody> All =>
    [
        new("A fill of a lease that still stands is Done, and all read it", FillIsReadAsync),
        new("A replacement that expects another version answers Changed and leaves the slot", OtherVersionIsChangedAsync),
        new("A replacement of an absent slot answers Changed and leaves it absent", AbsentIsChangedAsync),
        new("A repeated replacement is Done", RepetitionIsDoneAsync),
        new("A repetition after another's write answers Changed and leaves that", LateRepetitionIsChangedAsync),
        new("Of many replacements of one version exactly one is Done", OneOfManyIsDoneAsync),
        new("A removal and a fill at once never leave the filled entry behind", RemovalBeatsFillAsync),
    ];

    private static async Task FillIsReadAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var write = SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(300), Trial.Long);
        trial.Equal(ReplaceOutcome.Done, (await one.ReplaceAsync(slot, lease, write).ConfigureAwait(false)).Outcome);
        foreach (var reader in new[] { one, other })
        {
            var answer = await reader.ReadAsync(slot).ConfigureAwait(false);
            trial.Equal((SlotState.Held, write.Version), (answer.State, answer.Version));
            trial.SameBytes(write.Body, answer.Body, "the entry");
        }
    }

    private static async Task OtherVersionIsChangedAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.WriteAsync(slot).ConfigureAwait(false);

        // One that nobody wrote, and two that share half their bytes with the right one.
        foreach (var expected in new[] { trial.NewVersion(), held with { Low = ~held.Low }, held with { High = ~held.High } })
        {
            trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, expected).ConfigureAwait(false));
            trial.Equal(held, (await one.ReadAsync(slot).ConfigureAwait(false)).Version, "what was held");
        }

        trial.Equal(ReplaceOutcome.Done, await one.FillAsync(slot, held).ConfigureAwait(false), "a refresh that expects what is held");
    }

    private static async Task AbsentIsChangedAsync(Trial trial)
    {
        var one = await trial.OpenAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        trial.Equal(ReplaceOutcome.Changed, await one.FillAsync(slot, trial.NewVersion()).ConfigureAwait(false));
        trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private static async Task RepetitionIsDoneAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var fill = SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(20), null);
        var refresh = SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(30, seed: 2), null);
        foreach (var (expected, write) in new[] { (lease, SlotWrite.Placeholder(lease, Trial.Long)), (lease, fill), (fill.Version, refresh) })
        {
            for (var run = 0; run < 3; run++)
                trial.Equal(ReplaceOutcome.Done, (await one.ReplaceAsync(slot, expected, write).ConfigureAwait(false)).Outcome, $"run {run}");
            var answer = await other.ReadAsync(slot).ConfigureAwait(false);
            trial.Equal((write.State, write.Version), (answer.State, answer.Version));
        }
    }

    private static async Task LateRepetitionIsChangedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var fill = SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(20), null);
        await one.ReplaceAsync(slot, lease, fill).ConfigureAwait(false);
        var written = await other.WriteAsync(slot).ConfigureAwait(false);
        trial.Equal(ReplaceOutcome.Changed, (await one.ReplaceAsync(slot, lease, fill).ConfigureAwait(false)).Outcome);
        trial.Equal(written, (await one.ReadAsync(slot).ConfigureAwait(false)).Version, "what the other wrote");
    }

    private static async Task OneOfManyIsDoneAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 10; round++)
        {
            var slot = trial.NewSlot();
            var held = await one.WriteAsync(slot).ConfigureAwait(false);
            var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
                Task.Run(() => (i % 2 == 0 ? one : other).FillAsync(slot, held)))).ConfigureAwait(false);
            trial.Equal(1, outcomes.Count(outcome => outcome == ReplaceOutcome.Done), "the count of those done");
        }
    }

    private static async Task RemovalBeatsFillAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 30; round++)
        {
            var slot = trial.NewSlot();
            var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
            Func<Task>[] both = [() => one.FillAsync(slot, lease), () => other.RemoveAsync(slot)];
            if (round % 2 == 0) Array.Reverse(both);
            await Task.WhenAll(both.Select(Task.Run)).ConfigureAwait(false);
            trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
        }
    }
}

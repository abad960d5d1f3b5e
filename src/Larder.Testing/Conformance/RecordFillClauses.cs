using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>What fills and updates leave in a record.</summary>
internal sealed class RecordFillClauses(Func<ISharedTier, ISharedRecords> recordsOf)
{
    public IEnumerable<ClauseBody> All =>
    [
        new("A fill makes a record of a placeholder, with a version of its own, head and end", MakesRecordAsync),
        new("A fill adds what is absent and leaves what is there", AddsAsync),
        new("A fill takes the place of the very bytes that it names", TakesBytesAsync),
        new("A fill of no fields makes a record without fields", EmptyAsync),
        new("A fill over another version or head answers Changed and changes nothing", LosesAsync),
        new("A fill that runs twice is Done twice", FillTwiceAsync),
        new("A fill keeps the end that the record has", KeepsEndAsync),
        new("Fields hold any bytes, and any number of them", AnyBytesAsync),
        new("An update sets fields, keeps the others and the end, and changes the version", UpdatesAsync),
        new("An update over another version removes the record, and over a lease the lease", UpdateLosesAsync),
        new("An update that runs twice is Done twice", UpdateTwiceAsync),
        new("Of many updates at once over one version no more than one is Done, and nothing is left if another came after", ManyUpdatesAsync),
    ];

    private async Task MakesRecordAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var fill = new RecordFill(RecordBench.Head, [RecordBench.Field("name", "a"), RecordBench.Field("age", "7")], trial.Tick * 4);
        var answer = await one.FillAsync(slot, lease, fill).ConfigureAwait(false);
        trial.Equal((ReplaceOutcome.Done, SlotState.Held, RecordFill.VersionOf(lease), "age=7 name=a"), (answer.Outcome, answer.Now.State, answer.Now.Version, RecordBench.TextOf(answer.Now)));
        var seen = await other.ReadAsync(slot).ConfigureAwait(false);
        trial.Equal((SlotState.Held, RecordFill.VersionOf(lease), "age=7 name=a"), (seen.State, seen.Version, RecordBench.TextOf(seen)));
        trial.SameBytes(RecordBench.Head, seen.Content.Head, "the head");
        trial.True(seen.Remaining <= trial.Tick * 4, "a record with an end", $"{seen.Remaining}");
        await trial.PassAsync(trial.Tick * 6).ConfigureAwait(false);
        trial.Equal(SlotState.Absent, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private async Task AddsAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var answer = await other.FillAsync(slot, held, RecordBench.Field("name", "b"), RecordBench.Field("age", "7")).ConfigureAwait(false);
        trial.Equal((ReplaceOutcome.Done, held, "age=7 name=a"), (answer.Outcome, answer.Now.Version, RecordBench.TextOf(answer.Now)));
        trial.Equal("age=7 name=a", RecordBench.TextOf(await one.ReadAsync(slot).ConfigureAwait(false)));
    }

    private async Task TakesBytesAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("age", "seven"), RecordBench.Field("empty", "")).ConfigureAwait(false);
        await one.FillAsync(slot, held, RecordBench.Field("age", "8", over: "eight"), RecordBench.Field("empty", "8", over: "eight")).ConfigureAwait(false);
        trial.Equal("age=seven empty=", RecordBench.TextOf(await one.ReadAsync(slot).ConfigureAwait(false)));
        await one.FillAsync(slot, held, RecordBench.Field("age", "7", over: "seven"), RecordBench.Field("empty", "0", over: "")).ConfigureAwait(false);
        trial.Equal("age=7 empty=0", RecordBench.TextOf(await one.ReadAsync(slot).ConfigureAwait(false)));
    }

    private async Task EmptyAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot).ConfigureAwait(false);
        var seen = await one.ReadAsync(slot).ConfigureAwait(false);
        trial.Equal((SlotState.Held, held, 0), (seen.State, seen.Version, seen.Content.Fields.Count));
    }

    private async Task LosesAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var late = new RecordFill(RecordBench.Bytes("another"), [RecordBench.Field("late", "1")], Trial.Long);
        trial.Equal(ReplaceOutcome.Changed, (await one.FillAsync(slot, trial.NewVersion(), RecordBench.Field("late", "1")).ConfigureAwait(false)).Outcome);
        trial.Equal(ReplaceOutcome.Changed, (await one.FillAsync(slot, held, late).ConfigureAwait(false)).Outcome);
        var next = trial.NewVersion();
        await one.UpdateAsync(slot, held, next, RecordBench.Field("name", "b")).ConfigureAwait(false);
        var answer = await one.FillAsync(slot, held, RecordBench.Field("late", "1")).ConfigureAwait(false);
        trial.Equal((ReplaceOutcome.Changed, next, "name=b"), (answer.Outcome, answer.Now.Version, RecordBench.TextOf(answer.Now)));
    }

    private async Task FillTwiceAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var again = await one.FillAsync(slot, held, RecordBench.Field("name", "a")).ConfigureAwait(false);
        trial.Equal((ReplaceOutcome.Done, held, "name=a"), (again.Outcome, again.Now.Version, RecordBench.TextOf(again.Now)));
    }

    private async Task KeepsEndAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await one.FillAsync(slot, lease, new RecordFill(RecordBench.Head, [RecordBench.Field("name", "a")], trial.Tick * 6)).ConfigureAwait(false);
        await one.FillAsync(slot, lease, new RecordFill(RecordBench.Head, [RecordBench.Field("age", "7")], Trial.Long)).ConfigureAwait(false);
        var next = trial.NewVersion();
        trial.Equal(ReplaceOutcome.Done, (await one.UpdateAsync(slot, RecordFill.VersionOf(lease), next, RecordBench.Field("age", "8")).ConfigureAwait(false)).Outcome);
        await trial.PassAsync(trial.Tick * 8).ConfigureAwait(false);
        trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private async Task AnyBytesAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        RecordFilling[] fields = [.. Enumerable.Range(0, 300).Select(i => new RecordFilling(new RecordField($"field {i} \u00e9", Trial.Bytes(i, i)), null))];
        await one.MakeAsync(slot, fields).ConfigureAwait(false);
        var seen = (await other.ReadAsync(slot).ConfigureAwait(false)).Content.Fields.ToDictionary(static field => field.Name, static field => field.Value);
        trial.Equal(fields.Length, seen.Count, "the count of fields");
        foreach (var (field, _) in fields) trial.SameBytes(field.Value, seen.GetValueOrDefault(field.Name), field.Name);
    }

    private async Task UpdatesAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a"), RecordBench.Field("age", "7")).ConfigureAwait(false);
        var next = trial.NewVersion();
        var answer = await other.UpdateAsync(slot, held, next, RecordBench.Field("name", "b"), RecordBench.Field("late", "1")).ConfigureAwait(false);
        trial.Equal((ReplaceOutcome.Done, next, "age=7 late=1 name=b"), (answer.Outcome, answer.Now.Version, RecordBench.TextOf(answer.Now)));
        var seen = await one.ReadAsync(slot).ConfigureAwait(false);
        trial.Equal((next, "age=7 late=1 name=b"), (seen.Version, RecordBench.TextOf(seen)));
        trial.SameBytes(RecordBench.Head, seen.Content.Head, "the head");
        trial.True(seen.Remaining <= Trial.Long, "the end of before", $"{seen.Remaining}");
    }

    private async Task UpdateLosesAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        foreach (var expected in new[] { trial.NewVersion(), SlotVersion.None })
        {
            var (slot, leased) = (trial.NewSlot(), trial.NewSlot());
            await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
            var lease = await one.TakeLeaseAsync(leased).ConfigureAwait(false);
            foreach (var (at, over) in new[] { (slot, expected), (leased, expected.IsNone ? expected : lease) })
            {
                var answer = await one.UpdateAsync(at, over, trial.NewVersion(), RecordBench.Field("name", "b")).ConfigureAwait(false);
                trial.Equal((ReplaceOutcome.Changed, SlotState.Absent), (answer.Outcome, answer.Now.State));
                trial.Equal(SlotState.Absent, (await one.ReadAsync(at).ConfigureAwait(false)).State);
            }
        }
    }

    private async Task UpdateTwiceAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var next = trial.NewVersion();
        for (var run = 0; run < 2; run++)
        {
            var answer = await one.UpdateAsync(slot, held, next, RecordBench.Field("name", "b")).ConfigureAwait(false);
            trial.Equal((ReplaceOutcome.Done, next, "name=b"), (answer.Outcome, answer.Now.Version, RecordBench.TextOf(answer.Now)));
        }
    }

    private async Task ManyUpdatesAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        for (var round = 0; round < 5; round++)
        {
            var slot = trial.NewSlot();
            var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
            var versions = Enumerable.Range(0, 8).Select(_ => trial.NewVersion()).ToArray();
            await Task.WhenAll(versions.Select((next, i) =>
                Task.Run(() => (i % 2 == 0 ? one : other).UpdateAsync(slot, held, next, RecordBench.Field("name", $"{i}"))))).ConfigureAwait(false);
            trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State, "what is left");
        }
    }

    private async Task<RecordBench> OpenAsync(Trial trial)
    {
        var instance = await trial.OpenAsync().ConfigureAwait(false);
        return new RecordBench(trial, instance, recordsOf(instance.Tier));
    }

    private async Task<(RecordBench One, RecordBench Other)> OpenTwoAsync(Trial trial) =>
        (await OpenAsync(trial).ConfigureAwait(false), await OpenAsync(trial).ConfigureAwait(false));
}

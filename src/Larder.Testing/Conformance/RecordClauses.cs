using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>Records beside entries: leases, releases, what is told of them, and what the tier does to them.</summary>
internal sealed class RecordClauses(Func<ISharedTier, ISharedRecords> recordsOf)
{
    public IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        yield return new("A record's lease is granted where nothing is, and every instance sees it", IsGrantedAsync);
        yield return new("A record's lease is denied while another runs, and over a record", IsDeniedAsync);
        yield return new("A record's lease takes the place of the version that it names and of no other", TakesPlaceAsync);
        yield return new("An extension of a record's lease keeps it, and never takes the place of the record", ExtensionAsync);
        yield return new("A release removes its placeholder and nothing else", ReleaseAsync);
        yield return new("A removal by the tier removes records and their leases", RemovalAsync);
        yield return new("An entry is foreign to records, is left alone by leases and fills, and removed by an update", EntryIsForeignAsync);
        yield return new("A listing finds records", IsListedAsync);
        yield return new("A wait for a record ends when its lease is filled", WaitEndsAsync);
        yield return new("A wait for a placeholder that was filled before it began ends at once", LateWaitEndsAsync);
        if (place.Traits.Follow == Follow.None) yield break;
        foreach (var (doing, change) in Changes)
            yield return new($"{doing} by another instance refuses the tickets of earlier reads", trial => IsToldAsync(trial, change));
        yield return new("The ticket of a read or a fill of a record stays good while nobody else changes it", TicketStaysGoodAsync);
    }

    private static IEnumerable<(string Doing, Func<RecordBench, Slot, SlotVersion, SlotVersion, Task> Change)> Changes =>
    [
        ("A fill of a record", static (by, slot, held, _) => by.FillAsync(slot, held, RecordBench.Field("late", "1"))),
        ("An update of a record", static (by, slot, held, next) => by.UpdateAsync(slot, held, next, RecordBench.Field("name", "b"))),
        ("An update over another version of a record", static (by, slot, _, next) => by.UpdateAsync(slot, SlotVersion.None, next)),
        ("A lease over a record", static (by, slot, held, next) => by.LeaseAsync(slot, next, held)),
        ("A removal of a record", static (by, slot, _, _) => by.Instance.RemoveAsync(slot)),
    ];

    private async Task IsGrantedAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var seen = await other.ReadAsync(slot).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease, 0), (seen.State, seen.Version, seen.Content.Fields.Count));
        trial.True(seen.Remaining <= Trial.Long, "a placeholder with an end", $"{seen.Remaining}");
    }

    private async Task IsDeniedAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        var denied = await other.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease), (denied.State, denied.Version));
        await one.FillAsync(slot, lease, RecordBench.Field("name", "a")).ConfigureAwait(false);
        denied = await other.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false);
        trial.Equal((SlotState.Held, RecordFill.VersionOf(lease), "name=a"), (denied.State, denied.Version, RecordBench.TextOf(denied)));
    }

    private async Task TakesPlaceAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var denied = await other.LeaseAsync(slot, trial.NewVersion(), trial.NewVersion()).ConfigureAwait(false);
        trial.Equal((SlotState.Held, held), (denied.State, denied.Version));
        foreach (var over in new[] { held, SlotVersion.None })
        {
            var lease = trial.NewVersion();
            var seen = await other.ReadAsync(slot).ConfigureAwait(false);
            var granted = await other.LeaseAsync(slot, lease, over.IsNone ? seen.Version : over).ConfigureAwait(false);
            trial.Equal((SlotState.Leased, lease), (granted.State, granted.Version));
        }

        trial.Equal(ReplaceOutcome.Changed, (await one.FillAsync(slot, held, RecordBench.Field("late", "1")).ConfigureAwait(false)).Outcome);
    }

    private async Task ExtensionAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot, trial.Tick * 4).ConfigureAwait(false);
        var extended = await one.LeaseAsync(slot, lease, lease).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease), (extended.State, extended.Version));
        await trial.PassAsync(trial.Tick * 6).ConfigureAwait(false);
        trial.Equal((SlotState.Leased, lease), ((await other.ReadAsync(slot).ConfigureAwait(false)).State, lease));
        trial.Equal(ReplaceOutcome.Done, (await one.FillAsync(slot, lease, RecordBench.Field("name", "a")).ConfigureAwait(false)).Outcome);
        var late = await one.LeaseAsync(slot, lease, lease).ConfigureAwait(false);
        trial.Equal((SlotState.Held, "name=a"), (late.State, RecordBench.TextOf(late)));
    }

    private async Task ReleaseAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await one.ReleaseAsync(slot, trial.NewVersion()).ConfigureAwait(false);
        trial.Equal(SlotState.Leased, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
        await one.ReleaseAsync(slot, lease).ConfigureAwait(false);
        trial.Equal(SlotState.Absent, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
        var held = await other.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        await one.ReleaseAsync(slot, held).ConfigureAwait(false);
        trial.Equal(SlotState.Held, (await other.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private async Task RemovalAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var (slot, leased) = (trial.NewSlot(), trial.NewSlot());
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var lease = await one.TakeLeaseAsync(leased).ConfigureAwait(false);
        await other.Instance.RemoveAsync(slot, leased).ConfigureAwait(false);
        trial.Equal(SlotState.Absent, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
        trial.Equal(ReplaceOutcome.Changed, (await one.FillAsync(slot, held, RecordBench.Field("late", "1")).ConfigureAwait(false)).Outcome);
        trial.Equal(ReplaceOutcome.Changed, (await one.FillAsync(leased, lease, RecordBench.Field("late", "1")).ConfigureAwait(false)).Outcome);
        trial.Equal(SlotState.Absent, (await one.ReadAsync(leased).ConfigureAwait(false)).State);
    }

    private async Task EntryIsForeignAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var entry = await other.Instance.WriteAsync(slot).ConfigureAwait(false);
        trial.Equal(SlotState.Foreign, (await one.ReadAsync(slot).ConfigureAwait(false)).State);
        trial.Equal(SlotState.Foreign, (await one.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false)).State);
        trial.Equal(ReplaceOutcome.Changed, (await one.FillAsync(slot, entry, RecordBench.Field("name", "a")).ConfigureAwait(false)).Outcome);
        trial.Equal(entry, (await other.Instance.ReadAsync(slot).ConfigureAwait(false)).Version);
        trial.Equal(ReplaceOutcome.Changed, (await one.UpdateAsync(slot, SlotVersion.None, trial.NewVersion()).ConfigureAwait(false)).Outcome);
        trial.Equal(SlotState.Absent, (await other.Instance.ReadAsync(slot).ConfigureAwait(false)).State);
    }

    private async Task IsListedAsync(Trial trial)
    {
        var one = await OpenAsync(trial).ConfigureAwait(false);
        var (slot, leased) = (trial.Named("listed:record"), trial.Named("listed:lease"));
        await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        await one.TakeLeaseAsync(leased).ConfigureAwait(false);
        var names = await one.Instance.ScanAsync($"{trial.Prefix}listed:*", about: 100).ConfigureAwait(false);
        trial.True(names.Contains(slot.Name) && names.Contains(leased.Name), "both names", string.Join(' ', names));
    }

    private async Task WaitEndsAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await other.ReadAsync(slot).ConfigureAwait(false);
        var waiting = other.Instance.Wait(slot, lease);
        await one.FillAsync(slot, lease, RecordBench.Field("name", "a")).ConfigureAwait(false);
        await trial.UntilAsync(() => waiting.IsCompleted, "the wait to end").ConfigureAwait(false);
        trial.Equal("name=a", RecordBench.TextOf(await other.ReadAsync(slot).ConfigureAwait(false)));
    }

    private async Task LateWaitEndsAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var lease = await one.TakeLeaseAsync(slot).ConfigureAwait(false);
        await one.FillAsync(slot, lease, RecordBench.Field("name", "a")).ConfigureAwait(false);
        await trial.InTimeAsync(other.Instance.Wait(slot, lease), "to wait").ConfigureAwait(false);
    }

    private async Task IsToldAsync(Trial trial, Func<RecordBench, Slot, SlotVersion, SlotVersion, Task> change)
    {
        var (reader, writer) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await writer.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        var ticket = default(InstallTicket);

        // What was told of the making may still be on its way.
        for (var quiet = false; !quiet;)
        {
            ticket = (await reader.ReadAsync(slot).ConfigureAwait(false)).Ticket;
            await trial.PassAsync(trial.Tick).ConfigureAwait(false);
            quiet = !reader.Instance.Sink.Refuses(slot, ticket);
        }

        await change(writer, slot, held, trial.NewVersion()).ConfigureAwait(false);
        await trial.UntilAsync(() => reader.Instance.Sink.Refuses(slot, ticket), "the ticket to be refused").ConfigureAwait(false);
    }

    private async Task TicketStaysGoodAsync(Trial trial)
    {
        var (one, other) = await OpenTwoAsync(trial).ConfigureAwait(false);
        var slot = trial.NewSlot();
        var held = await one.MakeAsync(slot, RecordBench.Field("name", "a")).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick).ConfigureAwait(false);
        var read = await other.ReadAsync(slot).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick).ConfigureAwait(false);
        trial.True(!other.Instance.Sink.Refuses(slot, read.Ticket), "the ticket of a read to be good");
        var filled = await other.FillAsync(slot, held, RecordBench.Field("late", "1")).ConfigureAwait(false);
        await trial.PassAsync(trial.Tick).ConfigureAwait(false);
        trial.True(!other.Instance.Sink.Refuses(slot, filled.Now.Ticket), "the ticket of a fill to be good");
    }

    private async Task<RecordBench> OpenAsync(Trial trial)
    {
        var instance = await trial.OpenAsync().ConfigureAwait(false);
        return new RecordBench(trial, instance, recordsOf(instance.Tier));
    }

    private async Task<(RecordBench One, RecordBench Other)> OpenTwoAsync(Trial trial) =>
        (await OpenAsync(trial).ConfigureAwait(false), await OpenAsync(trial).ConfigureAwait(false));
}

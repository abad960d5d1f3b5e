using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>What an instance hears of the changes that others make.</summary>
internal static class ChangeClauses
{
    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        if (place.Traits.Follow == Follow.None) yield break;

        foreach (var change in ChangeCase.For(place))
            yield return new($"{change.Doing} by another instance refuses the tickets of earlier reads", trial => IsToldAsync(trial, change));
        yield return new("Each change after another read is told again", IsToldAgainAsync);
        yield return new("A read of versions only watches its slots", VersionOnlyWatchesAsync);
        yield return new("Each of many slots in one read is watched", EachOfManyIsWatchedAsync);
        yield return new("The answer to a lease that was denied watches its slot", DeniedLeaseWatchesAsync);
        yield return new("The ticket of a write or a fill is refused once another instance changes the slot", TicketOfAWriteIsRefusedAsync);
        yield return new("The ticket of a read stays good while nobody changes the slot", TicketOfAReadStaysGoodAsync);
        yield return new("The ticket of a write or a fill stays good while nobody else changes the slot", TicketOfAWriteStaysGoodAsync);
    }

    private static async Task IsToldAsync(Trial trial, ChangeCase change)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot(change.Kind);
        await change.Before(writer, slot).ConfigureAwait(false);
        var ticket = await QuietReadAsync(trial, reader, slot).ConfigureAwait(false);
        await change.Change(writer, slot).ConfigureAwait(false);
        await RefusedAsync(trial, reader, slot, ticket).ConfigureAwait(false);
    }

    private static async Task IsToldAgainAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        for (var round = 0; round < 5; round++)
        {
            var ticket = await QuietReadAsync(trial, reader, slot).ConfigureAwait(false);
            var written = await writer.WriteAsync(slot).ConfigureAwait(false);
            await RefusedAsync(trial, reader, slot, ticket).ConfigureAwait(false);
            trial.Equal(written, (await reader.ReadAsync(slot).ConfigureAwait(false)).Version, "the version after the change was told");
        }
    }

    private static async Task VersionOnlyWatchesAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var isHeld in new[] { true, false })
        {
            var slot = trial.NewSlot();
            if (isHeld) await writer.WriteAsync(slot).ConfigureAwait(false);
            var ticket = await QuietReadAsync(trial, reader, slot, ReadDepth.VersionOnly).ConfigureAwait(false);
            await writer.WriteAsync(slot).ConfigureAwait(false);
            await RefusedAsync(trial, reader, slot, ticket).ConfigureAwait(false);
        }
    }

    private static async Task EachOfManyIsWatchedAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        Slot[] slots = [.. trial.NewSlots(5), .. trial.NewSlots(2, SlotKind.Tag)];
        await writer.WriteAsync(slots[1]).ConfigureAwait(false);
        foreach (var slot in slots)
        {
            var at = Array.IndexOf(slots, slot);
            var ticket = await QuietAsync(
                trial, reader, () => slot, async () => (await reader.ReadAsync(slots).ConfigureAwait(false))[at].Ticket).ConfigureAwait(false);
            await writer.PutAsync(slot).ConfigureAwait(false);
            await RefusedAsync(trial, reader, slot, ticket).ConfigureAwait(false);
        }
    }

    private static async Task DeniedLeaseWatchesAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await writer.WriteAsync(slot).ConfigureAwait(false);
        async Task<InstallTicket> DeniedAsync() => (await reader.LeaseAsync(slot, trial.NewVersion()).ConfigureAwait(false)).Ticket;
        var ticket = await QuietAsync(trial, reader, () => slot, DeniedAsync).ConfigureAwait(false);
        await writer.WriteAsync(slot).ConfigureAwait(false);
        await RefusedAsync(trial, reader, slot, ticket).ConfigureAwait(false);
    }

    private static async Task TicketOfAWriteIsRefusedAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var write in Writes(trial, one))
        {
            var slot = trial.NewSlot();
            var ticket = await write(slot).ConfigureAwait(false);
            await other.RemoveAsync(slot).ConfigureAwait(false);
            await RefusedAsync(trial, one, slot, ticket).ConfigureAwait(false);
        }
    }

    private static async Task TicketOfAReadStaysGoodAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        Slot[] held = [trial.NewSlot(), trial.NewSlot(SlotKind.Tag)];
        foreach (var slot in held)
            await writer.PutAsync(slot).ConfigureAwait(false);
        foreach (var slot in held.Append(trial.NewSlot()))
            await QuietReadAsync(trial, reader, slot).ConfigureAwait(false);
    }

    private static async Task TicketOfAWriteStaysGoodAsync(Trial trial)
    {
        var (one, other) = await trial.OpenTwoAsync().ConfigureAwait(false);
        foreach (var write in Writes(trial, one))
        {
            // A new slot each time: what is tried is the first write to it.
            Slot slot = default;
            await QuietAsync(trial, one, () => slot, async () => await write(slot = trial.NewSlot()).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private static Func<Slot, Task<InstallTicket>>[] Writes(Trial trial, Instance by) =>
    [
        slot => by.WriteAsync(slot, SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(10), null)),
        async slot =>
        {
            await by.ReadAsync(slot).ConfigureAwait(false);
            var lease = await by.TakeLeaseAsync(slot).ConfigureAwait(false);
            var fill = SlotWrite.Entry(trial.NewVersion(), Trial.Bytes(10), null);
            return (await by.ReplaceAsync(slot, lease, fill).ConfigureAwait(false)).Ticket;
        },
    ];

    private static Task RefusedAsync(Trial trial, Instance reader, Slot slot, InstallTicket ticket) => trial.UntilAsync(
        () => reader.Sink.Refuses(slot, ticket), "the change to be told, so that the ticket is refused");

    private static Task<InstallTicket> QuietReadAsync(Trial trial, Instance reader, Slot slot, ReadDepth depth = ReadDepth.Whole) =>
        QuietAsync(trial, reader, () => slot, async () => (await reader.ReadAsync(slot, depth).ConfigureAwait(false)).Ticket);

    /// <summary>
    /// Asks until an answer comes whose ticket is still good after the stream has told of all that happened before it: what is told of the
    /// slot from then on is a later change.
    /// </summary>
    private static async Task<InstallTicket> QuietAsync(Trial trial, Instance reader, Func<Slot> slot, Func<Task<InstallTicket>> answer)
    {
        for (var round = 0; round < 20; round++)
        {
            var ticket = await answer().ConfigureAwait(false);
            var answered = trial.Milliseconds;
            await trial.UntilAsync(
                () => ticket.Watch.ProvenAt > answered || reader.Sink.Refuses(slot(), ticket),
                "the stream to prove that it lives").ConfigureAwait(false);
            if (!reader.Sink.Refuses(slot(), ticket)) return ticket;
        }

        throw trial.Breach("a ticket that stays good while nobody changes the slot", "20 that were refused");
    }
}

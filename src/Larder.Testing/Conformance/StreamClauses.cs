using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>What a stream of changes vouches for, and when it must not.</summary>
internal static class StreamClauses
{
    public static IEnumerable<ClauseBody> For(ITierUnderTest place)
    {
        if (place.Traits.Follow == Follow.None) yield break;

        yield return new("The stream of a tier that is well keeps proving that it lives", KeepsProvingAsync);
        yield return new("A proof never runs ahead of a change", ProofFollowsChangeAsync);
        yield return new("In a storm of writes no proof runs ahead of a change", NeverAheadInAStormAsync);
        if (place.BreakStream is null) yield break;

        yield return new("After the stream broke, nothing that was read before is vouched for", NothingOlderIsVouchedForAsync);
        yield return new("After the stream broke, what is read again is vouched for, and changes are told again", ComesBackAsync);
    }

    private static async Task KeepsProvingAsync(Trial trial)
    {
        var reader = await trial.OpenAsync().ConfigureAwait(false);
        var ticket = (await reader.ReadAsync(trial.NewSlot()).ConfigureAwait(false)).Ticket;
        for (var round = 0; round < 5; round++)
        {
            var asked = trial.Milliseconds;
            await trial.UntilAsync(() => ticket.Watch.ProvenAt > asked, "a proof").ConfigureAwait(false);
            trial.True(ticket.Watch.Vouches(ticket.Epoch, asked, boundMs: 1000), "the watch to vouch for what was read");
            await trial.PassAsync(trial.Tick).ConfigureAwait(false);
        }
    }

    private static async Task ProofFollowsChangeAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        for (var round = 0; round < 20; round++)
        {
            var slot = trial.NewSlot();
            if (round % 2 == 0) await writer.WriteAsync(slot).ConfigureAwait(false);
            var ticket = (await reader.ReadAsync(slot).ConfigureAwait(false)).Ticket;
            await writer.WriteAsync(slot).ConfigureAwait(false);
            var acknowledged = trial.Milliseconds;
            await trial.UntilAsync(() => ticket.Watch.ProvenAt > acknowledged, "a proof").ConfigureAwait(false);
            trial.True(reader.Sink.Refuses(slot, ticket), "the change to be told before a proof of a later moment", "the proof alone");
        }
    }

    private static async Task NeverAheadInAStormAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        await new Storm(trial, reader, writer).RunAsync().ConfigureAwait(false);
    }

    private static async Task NothingOlderIsVouchedForAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        await writer.WriteAsync(slot).ConfigureAwait(false);
        var ticket = (await reader.ReadAsync(slot).ConfigureAwait(false)).Ticket;
        bool IsVouchedFor() => ticket.Watch.Vouches(ticket.Epoch, trial.Milliseconds, boundMs: 1000);
        await trial.UntilAsync(IsVouchedFor, "the watch to vouch at first").ConfigureAwait(false);

        await trial.Place.BreakStream!(reader.Tier, trial.CancellationToken).ConfigureAwait(false);
        await trial.UntilAsync(() => ticket.Watch.Epoch != ticket.Epoch, "the loss to be noticed").ConfigureAwait(false);
        var isTold = reader.Sink.Heard.Any(change => change.Kind == ChangeKind.Broken && change.Watch == ticket.Watch);
        trial.True(isTold, "the sink to be told of the loss");
        for (var round = 0; round < 5; round++)
        {
            trial.True(!IsVouchedFor(), "no word for what was read before the loss");
            await trial.PassAsync(trial.Tick).ConfigureAwait(false);
            await reader.ReadAsync(slot).ConfigureAwait(false);
        }
    }

    private static async Task ComesBackAsync(Trial trial)
    {
        var (reader, writer) = await trial.OpenTwoAsync().ConfigureAwait(false);
        var slot = trial.NewSlot();
        var old = (await reader.ReadAsync(slot).ConfigureAwait(false)).Ticket;
        await trial.Place.BreakStream!(reader.Tier, trial.CancellationToken).ConfigureAwait(false);
        await trial.UntilAsync(() => old.Watch.Epoch != old.Epoch, "the loss to be noticed").ConfigureAwait(false);

        // While it reconnects an answer may come without a stream to vouch for it: only one that is vouched for counts.
        var ticket = old;
        var asked = trial.Milliseconds;
        while (!ticket.Watch.Vouches(ticket.Epoch, asked, 1000))
        {
            ticket = await ReadOrFailAsync(reader, slot, old).ConfigureAwait(false);
            trial.True(trial.Milliseconds - asked < trial.Place.Patience.TotalMilliseconds, "the stream to come back");
            await trial.PassAsync(TimeSpan.FromMilliseconds(5)).ConfigureAwait(false);
        }

        await writer.WriteAsync(slot).ConfigureAwait(false);
        await trial.UntilAsync(() => reader.Sink.Refuses(slot, ticket), "the change to be told").ConfigureAwait(false);
    }

    private static async Task<InstallTicket> ReadOrFailAsync(Instance reader, Slot slot, InstallTicket otherwise)
    {
        try
        {
            return (await reader.ReadAsync(slot).ConfigureAwait(false)).Ticket;
        }
        catch (TierException)
        {
            // A command that was under way with the old connection may fail; the next one counts.
            return otherwise;
        }
    }
}

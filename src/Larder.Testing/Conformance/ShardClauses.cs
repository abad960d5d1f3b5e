using Larder.Journal;

namespace Larder.Testing.Conformance;

/// <summary>A shard has one owner, who reads its records in their order and says what is done.</summary>
internal static class ShardClauses
{
    public static IEnumerable<JournalClause> All =>
    [
        new("A shard has one owner until it is given back", static async trial =>
        {
            var (one, other) = (await trial.OpenAsync().ConfigureAwait(false), await trial.OpenAsync().ConfigureAwait(false));
            await trial.ClaimAsync(one).ConfigureAwait(false);
            trial.Equal(ClaimOutcome.Refused, await ClaimAsync(trial, other, "two").ConfigureAwait(false), "a second claim");
            trial.Equal(ClaimOutcome.Granted, await ClaimAsync(trial, one, "one").ConfigureAwait(false), "a renewal");
            await other.ReleaseAsync(0, "two", trial.CancellationToken).ConfigureAwait(false);
            trial.Equal(ClaimOutcome.Refused, await ClaimAsync(trial, other, "two").ConfigureAwait(false), "a claim after another's release");
            await one.ReleaseAsync(0, "one", trial.CancellationToken).ConfigureAwait(false);
            trial.Equal(ClaimOutcome.Granted, await ClaimAsync(trial, other, "two").ConfigureAwait(false), "a claim after the owner's release");
        }),
        new("A shard whose owner is silent is another's after its time", static async trial =>
        {
            var journal = await trial.OpenAsync().ConfigureAwait(false);
            await journal.ClaimAsync(0, "one", TimeSpan.FromMilliseconds(300), trial.CancellationToken).ConfigureAwait(false);
            await trial.Place.PassAsync(TimeSpan.FromMilliseconds(600), trial.CancellationToken).ConfigureAwait(false);
            trial.Equal(ClaimOutcome.Granted, await ClaimAsync(trial, journal, "two").ConfigureAwait(false), "the claim");
        }),
        new("Records come in their order, and each once", static async trial =>
        {
            var journal = await trial.OpenAsync().ConfigureAwait(false);
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            foreach (var body in (string[])["a", "b", "c"]) await trial.AppendAsync(journal, trial.NewSlot(), body).ConfigureAwait(false);
            trial.Equal("a, b, c", JournalTrial.Text(await trial.ReadAsync(journal).ConfigureAwait(false)), "the records");
            trial.Equal("", JournalTrial.Text(await trial.ReadAsync(journal).ConfigureAwait(false)), "the records then");
        }),
        new("What was read and not acknowledged is read again by the next owner", static async trial =>
        {
            var (one, other) = (await trial.OpenAsync().ConfigureAwait(false), await trial.OpenAsync().ConfigureAwait(false));
            await trial.ClaimAsync(one).ConfigureAwait(false);
            await trial.AppendAsync(one, trial.NewSlot(), "a").ConfigureAwait(false);
            await trial.AppendAsync(one, trial.NewSlot(), "b").ConfigureAwait(false);
            var read = await trial.ReadAsync(one).ConfigureAwait(false);
            await one.AcknowledgeAsync(0, [read[0]], trial.CancellationToken).ConfigureAwait(false);
            await one.ReleaseAsync(0, "one", trial.CancellationToken).ConfigureAwait(false);
            await trial.ClaimAsync(other, "two").ConfigureAwait(false);
            var left = await trial.ReadAsync(other, ShardPart.Unacknowledged, owner: "two").ConfigureAwait(false);
            trial.Equal("b", JournalTrial.Text(left), "what is left");
            trial.Equal(read[1].Version, left[0].Version, "its version");
        }),
        new("What was acknowledged is pending no longer and is not read again", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            var read = await trial.ReadAsync(journal).ConfigureAwait(false);
            await journal.AcknowledgeAsync(0, read, trial.CancellationToken).ConfigureAwait(false);
            await journal.AcknowledgeAsync(0, read, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal("nothing", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
            trial.Equal("", JournalTrial.Text(await trial.ReadAsync(journal, ShardPart.Unacknowledged).ConfigureAwait(false)), "what is left");
            trial.Holds(await trial.Place.HoldsAsync(slot, trial.CancellationToken).ConfigureAwait(false), "the slot to keep its value");
            trial.Equal(default, await journal.MeasureAsync(0, trial.CancellationToken).ConfigureAwait(false), "the size");
        }),
        new("An older record that is acknowledged leaves the newer one pending", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            var read = await trial.ReadAsync(journal).ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "b").ConfigureAwait(false);
            await journal.AcknowledgeAsync(0, read, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal("b", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
            trial.Equal(1, (await journal.MeasureAsync(0, trial.CancellationToken).ConfigureAwait(false)).Records, "the records");
        }),
        new("A read that waits ends when a record comes", static async trial =>
        {
            var (journal, other) = (await trial.OpenAsync().ConfigureAwait(false), await trial.OpenAsync().ConfigureAwait(false));
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            var waiting = journal.ReadAsync(new ShardRead(0, "one", ShardPart.New, 10, TimeSpan.FromMinutes(1)), trial.CancellationToken).AsTask();
            await trial.AppendAsync(other, trial.NewSlot(), "a").ConfigureAwait(false);
            trial.Equal("a", JournalTrial.Text(await waiting.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System).ConfigureAwait(false)), "the records");
        }),
        new("Shards do not know each other", static async trial =>
        {
            var journal = await trial.OpenAsync().ConfigureAwait(false);
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            await trial.ClaimAsync(journal, "two", shard: 1).ConfigureAwait(false);
            await trial.AppendAsync(journal, trial.NewSlot(1), "a", shard: 1).ConfigureAwait(false);
            trial.Equal("", JournalTrial.Text(await trial.ReadAsync(journal).ConfigureAwait(false)), "the first shard");
            trial.Equal("a", JournalTrial.Text(await trial.ReadAsync(journal, shard: 1, owner: "two").ConfigureAwait(false)), "the second shard");
        }),
        new("A shard that is lost says so, and works again after the next claim", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            await trial.AppendAsync(journal, trial.NewSlot(), "a").ConfigureAwait(false);
            await trial.Place.LoseAsync(trial.Settings, 0, trial.CancellationToken).ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "b").ConfigureAwait(false);
            var isTold = false;
            try
            {
                await trial.ReadAsync(journal).ConfigureAwait(false);
            }
            catch (JournalLostException)
            {
                isTold = true;
            }

            trial.Holds(isTold, "the read to tell that the shard was lost");
            trial.Equal(ClaimOutcome.GrantedNew, await ClaimAsync(trial, journal, "one").ConfigureAwait(false), "the claim");
            trial.Equal("b", JournalTrial.Text(await trial.ReadAsync(journal).ConfigureAwait(false)), "what came since");
        }),
    ];

    private static async Task<ClaimOutcome> ClaimAsync(JournalTrial trial, IWriteJournal journal, string owner)
    {
        var claim = await journal.ClaimAsync(0, owner, TimeSpan.FromMinutes(5), trial.CancellationToken).ConfigureAwait(false);
        return claim;
    }
}

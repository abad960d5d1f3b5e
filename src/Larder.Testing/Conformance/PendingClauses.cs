using Larder.Journal;
using Larder.Tiers;

namespace Larder.Testing.Conformance;

/// <summary>What is appended is pending, with its slot, until it is acknowledged.</summary>
internal static class PendingClauses
{
    public static IEnumerable<JournalClause> All =>
    [
        new("An appended write is pending, and its slot holds what was written", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            var receipt = await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            var pending = await trial.PendingAsync(journal, slot).ConfigureAwait(false);
            trial.Equal(AppendOutcome.Appended, receipt.Outcome, "the outcome");
            trial.Equal("a", JournalTrial.Text(pending), "what is pending");
            trial.Equal(receipt.Version, pending!.Version, "its version");
            trial.Equal(slot.Name, pending.Name, "its name");
            trial.Holds(await trial.Place.HoldsAsync(slot, trial.CancellationToken).ConfigureAwait(false), "the slot to hold it");
        }),
        new("The newest write of a name is the one that is pending, for every process", static async trial =>
        {
            var (one, other, slot) = (await trial.OpenAsync().ConfigureAwait(false), await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            var first = await trial.AppendAsync(one, slot, "a").ConfigureAwait(false);
            var second = await trial.AppendAsync(other, slot, "b").ConfigureAwait(false);
            trial.Holds(second.Version > first.Version, "the second version to be larger");
            trial.Equal("b", JournalTrial.Text(await trial.PendingAsync(one, slot).ConfigureAwait(false)), "what is pending");
        }),
        new("A write is pending also when its slot was evicted", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            await trial.Place.RemoveAsync(slot, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal("a", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
        }),
        new("A write that brings nothing for its slot empties it", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            await journal.AppendAsync(new JournalAppend(0, slot, JournalTrial.Bytes("b"), SlotWrite.Nothing, 0), trial.CancellationToken).ConfigureAwait(false);
            trial.Holds(!await trial.Place.HoldsAsync(slot, trial.CancellationToken).ConfigureAwait(false), "the slot to be empty");
            trial.Equal("b", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
        }),
        new("Pending writes of many shards are found at their places", static async trial =>
        {
            var journal = await trial.OpenAsync().ConfigureAwait(false);
            PendingName[] names = [.. Enumerable.Range(0, 12).Select(i => new PendingName(i % 4, trial.NewSlot(i % 4).Name))];
            for (var i = 0; i < names.Length; i += 2)
                await trial.AppendAsync(journal, new(Validity.SlotKind.Entry, names[i].Name), $"{i}", names[i].Shard).ConfigureAwait(false);
            var found = await journal.FindPendingAsync(names, trial.CancellationToken).ConfigureAwait(false);
            for (var i = 0; i < names.Length; i++)
                trial.Equal(i % 2 == 0 ? $"{i}" : "nothing", JournalTrial.Text(found[i]), "what is pending");
        }),
        new("Versions are larger than what the caller knows of", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            var first = await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            var above = first.Version + (1L << 45);
            var second = await journal.AppendAsync(new JournalAppend(0, slot, JournalTrial.Bytes("b"), SlotWrite.Nothing, above), trial.CancellationToken).ConfigureAwait(false);
            var third = await trial.AppendAsync(journal, slot, "c").ConfigureAwait(false);
            trial.Holds(second.Version > above, "the second to be above it");
            trial.Holds(third.Version > second.Version, "the third to be above the second");
            var reserved = await journal.ReserveAsync(0, third.Version + 1_000, trial.CancellationToken).ConfigureAwait(false);
            trial.Holds(reserved > third.Version + 1_000, "the reserved one to be above all");
            var last = await trial.AppendAsync(journal, slot, "d").ConfigureAwait(false);
            trial.Holds(last.Version > reserved, "the next to be above the reserved one");
        }),
        new("A full shard takes nothing and changes nothing, until something left it", static async trial =>
        {
            trial.Settings = trial.Settings with { MostRecords = 2 };
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "b").ConfigureAwait(false);
            var refused = await trial.AppendAsync(journal, slot, "c").ConfigureAwait(false);
            trial.Equal(AppendOutcome.Full, refused.Outcome, "the outcome");
            trial.Equal("b", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            var records = await trial.ReadAsync(journal).ConfigureAwait(false);
            await journal.AcknowledgeAsync(0, [records[0]], trial.CancellationToken).ConfigureAwait(false);
            trial.Equal(AppendOutcome.Appended, (await trial.AppendAsync(journal, slot, "d").ConfigureAwait(false)).Outcome, "the outcome then");
        }),
        new("A shard is full by its bytes too", static async trial =>
        {
            trial.Settings = trial.Settings with { MostBytes = 1_000 };
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.AppendAsync(journal, slot, new string('a', 800)).ConfigureAwait(false);
            trial.Equal(AppendOutcome.Full, (await trial.AppendAsync(journal, slot, new string('b', 800)).ConfigureAwait(false)).Outcome, "the outcome");
            await trial.ClaimAsync(journal).ConfigureAwait(false);
            await journal.AcknowledgeAsync(0, await trial.ReadAsync(journal).ConfigureAwait(false), trial.CancellationToken).ConfigureAwait(false);
            trial.Equal(AppendOutcome.Appended, (await trial.AppendAsync(journal, slot, new string('c', 800)).ConfigureAwait(false)).Outcome, "the outcome then");
        }),
        new("A write past the journal ends what is pending below it, and nothing above it", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await trial.AppendAsync(journal, slot, "a").ConfigureAwait(false);
            var version = await journal.ReserveAsync(0, 0, trial.CancellationToken).ConfigureAwait(false);
            await journal.SettleAsync(0, slot, version, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal("nothing", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
            trial.Holds(!await trial.Place.HoldsAsync(slot, trial.CancellationToken).ConfigureAwait(false), "the slot to be empty");
            var early = await journal.ReserveAsync(0, 0, trial.CancellationToken).ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "b").ConfigureAwait(false);
            await journal.SettleAsync(0, slot, early, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal("b", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending then");
        }),
    ];
}

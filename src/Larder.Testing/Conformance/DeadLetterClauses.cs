using Larder.Journal;

namespace Larder.Testing.Conformance;

/// <summary>What can't be applied is kept aside until somebody decides.</summary>
internal static class DeadLetterClauses
{
    public static IEnumerable<JournalClause> All =>
    [
        new("A buried record is a dead letter with its reason, pending no longer, and its slot is empty", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            var record = await BuryAsync(trial, journal, slot, "a").ConfigureAwait(false);
            var letters = await journal.ListDeadAsync(0, null, 10, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal(1, letters.Count, "the dead letters");
            trial.Equal(("too long", slot.Name, record.Version), (letters[0].Reason, letters[0].Name, letters[0].Version), "the letter");
            trial.Equal("nothing", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
            trial.Holds(!await trial.Place.HoldsAsync(slot, trial.CancellationToken).ConfigureAwait(false), "the slot to be empty");
            trial.Equal(new JournalSize(0, 0, 1), await journal.MeasureAsync(0, trial.CancellationToken).ConfigureAwait(false), "the size");
        }),
        new("A replayed letter is read again under its first version, and is not pending", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            var record = await BuryAsync(trial, journal, slot, "a").ConfigureAwait(false);
            var newer = await trial.AppendAsync(journal, slot, "b").ConfigureAwait(false);
            var letter = (await journal.ListDeadAsync(0, null, 10, trial.CancellationToken).ConfigureAwait(false))[0];
            trial.Holds(await journal.ReplayAsync(0, letter.Id, trial.CancellationToken).ConfigureAwait(false), "the letter to be there");
            trial.Holds(!await journal.ReplayAsync(0, letter.Id, trial.CancellationToken).ConfigureAwait(false), "the letter to be there no longer");
            trial.Equal(newer.Version, (await trial.PendingAsync(journal, slot).ConfigureAwait(false))?.Version, "what is pending");
            var read = await trial.ReadAsync(journal).ConfigureAwait(false);
            trial.Equal("b, a", JournalTrial.Text(read), "the records");
            trial.Equal((record.Version, RecordOrigin.Replayed), (read[1].Version, read[1].Origin), "the replayed one");
        }),
        new("A replayed letter that was applied empties its slot", static async trial =>
        {
            var (journal, slot) = (await trial.OpenAsync().ConfigureAwait(false), trial.NewSlot());
            await BuryAsync(trial, journal, slot, "a").ConfigureAwait(false);
            var letter = (await journal.ListDeadAsync(0, null, 10, trial.CancellationToken).ConfigureAwait(false))[0];
            await journal.ReplayAsync(0, letter.Id, trial.CancellationToken).ConfigureAwait(false);
            await trial.AppendAsync(journal, slot, "b").ConfigureAwait(false);
            var read = await trial.ReadAsync(journal).ConfigureAwait(false);
            await journal.AcknowledgeAsync(0, [read[0]], trial.CancellationToken).ConfigureAwait(false);
            trial.Holds(!await trial.Place.HoldsAsync(slot, trial.CancellationToken).ConfigureAwait(false), "the slot to be empty");
            trial.Equal("b", JournalTrial.Text(await trial.PendingAsync(journal, slot).ConfigureAwait(false)), "what is pending");
        }),
        new("A dropped letter is gone for good", static async trial =>
        {
            var journal = await trial.OpenAsync().ConfigureAwait(false);
            await BuryAsync(trial, journal, trial.NewSlot(), "a").ConfigureAwait(false);
            var letter = (await journal.ListDeadAsync(0, null, 10, trial.CancellationToken).ConfigureAwait(false))[0];
            trial.Holds(await journal.DropAsync(0, letter.Id, trial.CancellationToken).ConfigureAwait(false), "the letter to be there");
            trial.Holds(!await journal.DropAsync(0, letter.Id, trial.CancellationToken).ConfigureAwait(false), "the letter to be gone");
            trial.Equal(default, await journal.MeasureAsync(0, trial.CancellationToken).ConfigureAwait(false), "the size");
        }),
        new("Dead letters are listed page by page, from the oldest on", static async trial =>
        {
            var journal = await trial.OpenAsync().ConfigureAwait(false);
            for (var i = 0; i < 5; i++) await BuryAsync(trial, journal, trial.NewSlot(), $"{i}").ConfigureAwait(false);
            var first = await journal.ListDeadAsync(0, null, 3, trial.CancellationToken).ConfigureAwait(false);
            var second = await journal.ListDeadAsync(0, first[^1].Id, 3, trial.CancellationToken).ConfigureAwait(false);
            trial.Equal((3, 2), (first.Count, second.Count), "the pages");
            trial.Holds(first.Concat(second).Select(static one => one.Version).SequenceEqual(first.Concat(second).Select(static one => one.Version).Order()), "their order");
        }),
    ];

    private static async Task<JournalRecord> BuryAsync(JournalTrial trial, IWriteJournal journal, Validity.Slot slot, string body)
    {
        await trial.ClaimAsync(journal).ConfigureAwait(false);
        await trial.AppendAsync(journal, slot, body).ConfigureAwait(false);
        var record = (await trial.ReadAsync(journal).ConfigureAwait(false))[0];
        await journal.BuryAsync(0, record, "too long", trial.CancellationToken).ConfigureAwait(false);
        return record;
    }
}

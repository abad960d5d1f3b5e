using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Records;

/// <summary>Records in the file: a row whose body is the record's head and fields. The tier beside it removes them, frees them and tells of them.</summary>
internal sealed class SqliteRecords(TierScope scope, SqliteStore store, TouchLog touches, Action<CancellationToken> begin) : ISharedRecords
{
    /// <summary>The records of an open tier of this assembly.</summary>
    public static ISharedRecords Of(ISharedTier tier)
    {
        var open = (SqliteTier)tier;
        return new SqliteRecords(open.Parts.Scope, open.Parts.Store, open.Parts.Touches, open.Begin);
    }

    public ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken)
    {
        begin(cancellationToken);

        // Before the snapshot: a change that comes after it then always stands after the ticket.
        var ticket = scope.Watch.Ticket();
        return new(store.Read((Records: this, slot, ticket), static (file, call) => call.Records.Read(file, call.slot, call.ticket)));
    }

    public async ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken)
    {
        begin(cancellationToken);
        return await store.Writes.WriteAsync(new LeaseRecord(scope, slot, lease), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken)
    {
        begin(cancellationToken);
        return await store.Writes.WriteAsync(new FillRecord(scope, slot, expected, fill), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken)
    {
        begin(cancellationToken);
        return await store.Writes.WriteAsync(new UpdateRecord(scope, slot, expected, update), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken)
    {
        begin(cancellationToken);
        await store.Writes.WriteAsync(new ReleaseRecord(scope, slot, lease), cancellationToken).ConfigureAwait(false);
    }

    private RecordRead Read(FileConnection file, Slot slot, InstallTicket ticket)
    {
        var now = scope.Now;
        var row = SlotRow.Find(file, slot, ReadDepth.Whole, now);
        if (row.State == SlotState.Held) touches.Note(row.Id, row.UsedAt, now);
        return row.ToRecord(now, ticket);
    }
}

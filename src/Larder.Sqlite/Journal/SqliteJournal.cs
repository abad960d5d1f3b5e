using System.Globalization;
using Larder.Journal;
using Larder.Sqlite.Storage;
using Larder.Sqlite.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Journal;

/// <summary>
/// The journal in the cache's own file: a row a record, beside it the entry's slot, both in one transaction of the write queue, which commits what waits
/// together. Records are read without writing: what the owner has read, it remembers; what an owner left, all of it counts as read for the next.
/// </summary>
internal sealed class SqliteJournal(SqliteStore store, JournalSettings settings, TimeProvider time) : IWriteJournal
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(25);

    // Not the tier's: its own process too must hear of what is written here.
    private readonly long _origin = unchecked((long)new VersionSource().Next().High);
    private readonly ShardCursors _cursors = new();
    private readonly ShardRows _rows = new(settings.Prefix);
    private volatile bool _isOpen;

    public string Name => "sqlite";

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    // Versions grow with the clock, as those of Redis do: a file that was deleted must not begin below what the database has.
    private long OfNow => Now << 20;

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        if (_isOpen) return;
        if (settings.Durability.Replicas > 0)
            throw new JournalRefusedException("LAR503", "A SQLite file has no replicas, so writes would not survive what Replicated promises. Choose WriteDurability.Local.");
        var found = await store.WriteAsync(file => _rows.Settings(file, settings.Shards), cancellationToken).ConfigureAwait(false);
        if (_isOpen = found == settings.Shards) return;
        throw new JournalRefusedException(
            "LAR504",
            string.Create(CultureInfo.InvariantCulture, $"The journal has {found} shards, and the settings say {settings.Shards}. Set Shards to {found}; or, when the journal is empty and no instance runs, delete the row \"{_rows.SettingsName}\" of the table shards."));
    }

    public async ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        try
        {
            var version = await store.WriteAsync(file => Append(file, append), cancellationToken).ConfigureAwait(false);
            if (version == 0) return new JournalReceipt(AppendOutcome.Full, 0, 0);
            _cursors.Wake(append.Shard);
            return new JournalReceipt(AppendOutcome.Appended, version, 0);
        }
        catch (TierException full) when (full.Failure == TierFailure.Full)
        {
            return new JournalReceipt(AppendOutcome.Full, 0, 0);
        }
    }

    public ValueTask<IReadOnlyList<JournalRecord?>> FindPendingAsync(IReadOnlyList<PendingName> names, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((_rows, names), static (file, call) =>
            (IReadOnlyList<JournalRecord?>)[.. call.names.Select(one => call._rows.FindPending(file, one.Name))]));
    }

    public async ValueTask<ClaimOutcome> ClaimAsync(int shard, string owner, TimeSpan ownFor, CancellationToken cancellationToken) =>
        await store.WriteAsync(file => _rows.Claim(file, shard, owner, (Now, Now + (long)ownFor.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);

    public async ValueTask ReleaseAsync(int shard, string owner, CancellationToken cancellationToken) =>
        await store.WriteAsync(file => _rows.Release(file, shard, owner), cancellationToken).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var appended = _cursors.NextAppend(read.Shard);
            var records = Read(read);
            var left = read.WaitFor - time.GetElapsedTime(startedAt);
            if (records.Count > 0 || left <= TimeSpan.Zero) return records;

            // Of other processes' appends the file tells nobody: it is asked, which costs some microseconds.
            await appended.WaitAsync(left < PollEvery ? left : PollEvery, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public async ValueTask AcknowledgeAsync(int shard, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => await store.WriteAsync(file =>
    {
        foreach (var record in records)
        {
            _rows.Remove(file, shard, record);
            if (record.Origin == RecordOrigin.Replayed) Empty(file, record.Name);
        }

        return true;
    }, cancellationToken).ConfigureAwait(false);

    public async ValueTask BuryAsync(int shard, JournalRecord record, string reason, CancellationToken cancellationToken) => await store.WriteAsync(file =>
    {
        if (!_rows.Remove(file, shard, record)) return false;
        _rows.Bury(file, shard, record, reason);
        Empty(file, record.Name);
        return true;
    }, cancellationToken).ConfigureAwait(false);

    public ValueTask<IReadOnlyList<DeadLetter>> ListDeadAsync(int shard, string? after, int atMost, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((_rows, shard, after, atMost), static (file, call) => call._rows.Dead(file, call.shard, call.after, call.atMost)));
    }

    public async ValueTask<bool> ReplayAsync(int shard, string id, CancellationToken cancellationToken)
    {
        var isThere = await store.WriteAsync(file => _rows.Replay(file, shard, id), cancellationToken).ConfigureAwait(false);
        _cursors.Wake(shard);
        return isThere;
    }

    public async ValueTask<bool> DropAsync(int shard, string id, CancellationToken cancellationToken) =>
        await store.WriteAsync(file => _rows.Drop(file, shard, id), cancellationToken).ConfigureAwait(false);

    public async ValueTask<long> ReserveAsync(int shard, long above, CancellationToken cancellationToken) =>
        await store.WriteAsync(file => _rows.Next(file, shard, Math.Max(above, OfNow)), cancellationToken).ConfigureAwait(false);

    public async ValueTask SettleAsync(int shard, Slot slot, long version, CancellationToken cancellationToken) => await store.WriteAsync(file =>
    {
        _rows.Settle(file, slot.Name, version);
        Empty(file, slot.Name);
        return true;
    }, cancellationToken).ConfigureAwait(false);

    public ValueTask<JournalSize> MeasureAsync(int shard, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((_rows, shard), static (file, call) => call._rows.Measure(file, call.shard)));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    /// <summary>The version; 0 when there is no room.</summary>
    private long Append(FileConnection file, JournalAppend append)
    {
        var size = _rows.Measure(file, append.Shard);
        if (size.Records >= settings.MostRecords || size.Bytes + append.Body.Length > settings.MostBytes) return 0;
        var version = _rows.Append(file, append with { Above = Math.Max(append.Above, OfNow) });
        Put(file, append.Slot, append.Write);
        return version;
    }

    private IReadOnlyList<JournalRecord> Read(ShardRead read)
    {
        var (rows, cursors) = (_rows, _cursors);
        return store.Read((rows, cursors, read), static (file, call) =>
        {
            if (call.rows.Last(file, call.read.Shard) is not { } last) throw new JournalLostException(call.read.Shard);
            var position = call.cursors.PositionOf(call.read, last);
            var records = call.read.Part == ShardPart.New
                ? call.rows.Read(file, call.read.Shard, (position, long.MaxValue), call.read.AtMost)
                : call.rows.Read(file, call.read.Shard, (0, position), call.read.AtMost);
            if (call.read.Part == ShardPart.New && records.Count > 0) call.cursors.Move(call.read, ShardRows.SequenceOf(records[^1]));
            return records;
        });
    }

    private void Empty(FileConnection file, string name)
    {
        if (name.Length > 0) Put(file, new Slot(SlotKind.Entry, name), SlotWrite.Nothing);
    }

    private void Put(FileConnection file, Slot slot, SlotWrite write)
    {
        var now = Now;
        SlotRow.Find(file, slot, ReadDepth.VersionOnly, now).Put(file, slot, write, now);
        ChangeLog.Append(file, _origin, slot, now);
    }
}

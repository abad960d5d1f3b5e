using Larder.Sqlite.Storage;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Sqlite.Tiers;

/// <summary>
/// Writer holds in the file: a row for each entry and holder, with an end by the machine's clock. Entries and holds change in one transaction. The
/// store is its own, so its changes are heard by every tier, also that of this process.
/// </summary>
internal sealed class SqliteHolds(SqliteStore store, TierScope scope) : IWriterHolds
{
    public static SqliteHolds Open(StoreSettings settings, TimeProvider time, Random random, StoreLog log)
    {
        // Nobody reads by this watch: the tier has its own, and hears of what is removed here as of another process.
        var scope = new TierScope(new Watch(new NoSink()), new SlotWaiters(), unchecked((long)new VersionSource().Next().High), time);
        return new SqliteHolds(new SqliteStore(settings, time, random, log, static () => { }), scope);
    }

    public async ValueTask HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await store.Writes.WriteAsync(new HoldEntries(scope, entries, holder, holdFor), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await store.Writes.WriteAsync(new HoldEntries(scope, entries, holder, holdFor: null), cancellationToken).ConfigureAwait(false);
    }

    public ValueTask<bool> IsHeldAsync(Slot entry, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(store.Read((entry.Name, scope.Now), static (file, call) => IsHeld(file, call.Name, call.Now)));
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private static bool IsHeld(FileConnection file, string name, long now)
    {
        using var row = file.Prepare("SELECT 1 FROM holds WHERE name = ?1 AND until > ?2");
        row.Bind(1, name).Bind(2, now);
        return row.Step();
    }

    private sealed class NoSink : IChangeSink
    {
        public long Position => 0;

        public void Changed(Slot slot)
        {
        }

        public void ChangedAll(Watch watch)
        {
        }

        public void Broken(Watch watch)
        {
        }
    }
}

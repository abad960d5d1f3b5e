using Larder.Journal;
using Larder.Validity;

namespace Larder.Chaos.Writing;

/// <summary>A journal that can be stopped before it is told that a batch is done.</summary>
internal sealed class HangingJournal(IWriteJournal inner, WorkerHang hang) : IWriteJournal
{
    public string Name => inner.Name;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken) => inner.AppendAsync(append, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRecord?>> FindPendingAsync(IReadOnlyList<PendingName> names, CancellationToken cancellationToken) =>
        inner.FindPendingAsync(names, cancellationToken);

    public ValueTask<ClaimOutcome> ClaimAsync(int shard, string owner, TimeSpan ownFor, CancellationToken cancellationToken) =>
        inner.ClaimAsync(shard, owner, ownFor, cancellationToken);

    public ValueTask ReleaseAsync(int shard, string owner, CancellationToken cancellationToken) => inner.ReleaseAsync(shard, owner, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken) => inner.ReadAsync(read, cancellationToken);

    public async ValueTask AcknowledgeAsync(int shard, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken)
    {
        await hang.AtAsync(WriteFault.BeforeAcknowledging);
        await inner.AcknowledgeAsync(shard, records, cancellationToken);
    }

    public ValueTask BuryAsync(int shard, JournalRecord record, string reason, CancellationToken cancellationToken) =>
        inner.BuryAsync(shard, record, reason, cancellationToken);

    public ValueTask<IReadOnlyList<DeadLetter>> ListDeadAsync(int shard, string? after, int atMost, CancellationToken cancellationToken) =>
        inner.ListDeadAsync(shard, after, atMost, cancellationToken);

    public ValueTask<bool> ReplayAsync(int shard, string id, CancellationToken cancellationToken) => inner.ReplayAsync(shard, id, cancellationToken);

    public ValueTask<bool> DropAsync(int shard, string id, CancellationToken cancellationToken) => inner.DropAsync(shard, id, cancellationToken);

    public ValueTask<long> ReserveAsync(int shard, long above, CancellationToken cancellationToken) => inner.ReserveAsync(shard, above, cancellationToken);

    public ValueTask SettleAsync(int shard, Slot slot, long version, CancellationToken cancellationToken) => inner.SettleAsync(shard, slot, version, cancellationToken);

    public ValueTask<JournalSize> MeasureAsync(int shard, CancellationToken cancellationToken) => inner.MeasureAsync(shard, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

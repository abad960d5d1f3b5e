using Larder.Journal;
using Larder.Tests.Interleaving;
using Larder.Validity;

namespace Larder.Tests.Journal;

/// <summary>A journal whose calls stop twice: on their way there, and on their way back.</summary>
internal sealed class PausingJournal(IWriteJournal inner, Stage stage) : IWriteJournal
{
    public string Name => inner.Name;

    public ValueTask OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken) => AroundAsync(() => inner.AppendAsync(append, cancellationToken));

    public ValueTask<IReadOnlyList<JournalRecord?>> FindPendingAsync(IReadOnlyList<PendingName> names, CancellationToken cancellationToken) =>
        AroundAsync(() => inner.FindPendingAsync(names, cancellationToken));

    public ValueTask<ClaimOutcome> ClaimAsync(int shard, string owner, TimeSpan ownFor, CancellationToken cancellationToken) =>
        inner.ClaimAsync(shard, owner, ownFor, cancellationToken);

    public ValueTask ReleaseAsync(int shard, string owner, CancellationToken cancellationToken) => inner.ReleaseAsync(shard, owner, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken) =>
        AroundAsync(() => inner.ReadAsync(read, cancellationToken));

    public ValueTask AcknowledgeAsync(int shard, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) =>
        DoAroundAsync(() => inner.AcknowledgeAsync(shard, records, cancellationToken));

    public ValueTask BuryAsync(int shard, JournalRecord record, string reason, CancellationToken cancellationToken) =>
        DoAroundAsync(() => inner.BuryAsync(shard, record, reason, cancellationToken));

    public ValueTask<IReadOnlyList<DeadLetter>> ListDeadAsync(int shard, string? after, int atMost, CancellationToken cancellationToken) =>
        inner.ListDeadAsync(shard, after, atMost, cancellationToken);

    public ValueTask<bool> ReplayAsync(int shard, string id, CancellationToken cancellationToken) => inner.ReplayAsync(shard, id, cancellationToken);

    public ValueTask<bool> DropAsync(int shard, string id, CancellationToken cancellationToken) => inner.DropAsync(shard, id, cancellationToken);

    public ValueTask<long> ReserveAsync(int shard, long above, CancellationToken cancellationToken) => inner.ReserveAsync(shard, above, cancellationToken);

    public ValueTask SettleAsync(int shard, Slot slot, long version, CancellationToken cancellationToken) =>
        DoAroundAsync(() => inner.SettleAsync(shard, slot, version, cancellationToken));

    public ValueTask<JournalSize> MeasureAsync(int shard, CancellationToken cancellationToken) => inner.MeasureAsync(shard, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<T> AroundAsync<T>(Func<ValueTask<T>> call)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var answer = await call().ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
        return answer;
    }

    private async ValueTask DoAroundAsync(Func<ValueTask> call)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        await call().ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
    }
}

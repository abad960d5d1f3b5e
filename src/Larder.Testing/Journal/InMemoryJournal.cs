using Larder.Journal;
using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Journal;

/// <summary>One process's view of the model.</summary>
internal sealed class InMemoryJournal(InMemoryJournalServer server, JournalSettings settings) : IWriteJournal
{
    public string Name => "memory";

    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Under(static () => true);
        return default;
    }

    public ValueTask<JournalReceipt> AppendAsync(JournalAppend append, CancellationToken cancellationToken) => Answer(() =>
    {
        var shard = server.Of(append.Shard);
        if (shard.Records.Count >= settings.MostRecords || shard.Bytes + append.Body.Length > settings.MostBytes) return new JournalReceipt(AppendOutcome.Full, 0, 0);
        var record = shard.Add(append.Slot.Name, append.Body.ToArray(), RecordOrigin.Written, append.Above);
        shard.Pending[record.Name] = record;
        Put(append.Slot, append.Write);
        return new JournalReceipt(AppendOutcome.Appended, record.Version, 0);
    }, cancellationToken);

    public ValueTask<IReadOnlyList<JournalRecord?>> FindPendingAsync(IReadOnlyList<PendingName> names, CancellationToken cancellationToken) => Answer(
        () => (IReadOnlyList<JournalRecord?>)[.. names.Select(one => server.Of(one.Shard).Pending.GetValueOrDefault(one.Name))], cancellationToken);

    public ValueTask<ClaimOutcome> ClaimAsync(int shard, string owner, TimeSpan ownFor, CancellationToken cancellationToken) => Answer(() =>
    {
        var table = server.Of(shard);
        if (table.Owner is { } other && other != owner && server.Slots.Table.Now < table.OwnedUntil) return ClaimOutcome.Refused;
        var isNew = !table.IsMade;
        (table.Owner, table.OwnedUntil, table.IsMade) = (owner, server.Slots.Table.Now + ownFor, true);
        return isNew ? ClaimOutcome.GrantedNew : ClaimOutcome.Granted;
    }, cancellationToken);

    public ValueTask ReleaseAsync(int shard, string owner, CancellationToken cancellationToken) => Do(() =>
    {
        if (server.Of(shard).Owner == owner) server.Of(shard).Owner = null;
    }, cancellationToken);

    public async ValueTask<IReadOnlyList<JournalRecord>> ReadAsync(ShardRead read, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (records, changed) = Under(() => (Take(read), server.Of(read.Shard).Changed));
            cancellationToken.ThrowIfCancellationRequested();
            if (records.Count > 0 || read.WaitFor == TimeSpan.Zero) return records;
            await changed.WaitAsync(read.WaitFor, server.Slots.Clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!changed.IsCompleted) read = read with { WaitFor = TimeSpan.Zero };
        }
    }

    public ValueTask AcknowledgeAsync(int shard, IReadOnlyList<JournalRecord> records, CancellationToken cancellationToken) => Do(() =>
    {
        foreach (var record in records)
        {
            server.Of(shard).Remove(record);
            if (record.Origin == RecordOrigin.Replayed) Put(new Slot(SlotKind.Entry, record.Name), SlotWrite.Nothing);
        }
    }, cancellationToken);

    public ValueTask BuryAsync(int shard, JournalRecord record, string reason, CancellationToken cancellationToken) => Do(() =>
    {
        if (server.Of(shard).Records.All(one => one.Id != record.Id)) return;
        server.Of(shard).Remove(record);
        server.Of(shard).Dead.Add((record, reason));
        if (record.Name.Length > 0) Put(new Slot(SlotKind.Entry, record.Name), SlotWrite.Nothing);
    }, cancellationToken);

    public ValueTask<IReadOnlyList<DeadLetter>> ListDeadAsync(int shard, string? after, int atMost, CancellationToken cancellationToken) => Answer(
        () => (IReadOnlyList<DeadLetter>)[.. server.Of(shard).Dead
            .Where(dead => after is null || string.CompareOrdinal(dead.Record.Id, after) > 0).Take(atMost)
            .Select(dead => new DeadLetter(shard, dead.Record.Id, dead.Record.Name, dead.Record.Version, dead.Reason, dead.Record.Body.Length))],
        cancellationToken);

    public ValueTask<bool> ReplayAsync(int shard, string id, CancellationToken cancellationToken) => Answer(() =>
    {
        var table = server.Of(shard);
        var at = table.Dead.FindIndex(dead => dead.Record.Id == id);
        if (at < 0) return false;
        var dead = table.Dead[at].Record;
        table.Dead.RemoveAt(at);
        table.Add(dead.Name, dead.Body, RecordOrigin.Replayed, dead.Version);
        return true;
    }, cancellationToken);

    public ValueTask<bool> DropAsync(int shard, string id, CancellationToken cancellationToken) =>
        Answer(() => server.Of(shard).Dead.RemoveAll(dead => dead.Record.Id == id) > 0, cancellationToken);

    public ValueTask<long> ReserveAsync(int shard, long above, CancellationToken cancellationToken) =>
        Answer(() => server.Of(shard).Next(above), cancellationToken);

    public ValueTask SettleAsync(int shard, Slot slot, long version, CancellationToken cancellationToken) => Do(() =>
    {
        var pending = server.Of(shard).Pending;
        if (pending.TryGetValue(slot.Name, out var record) && record.Version < version) pending.Remove(slot.Name);
        Put(slot, SlotWrite.Nothing);
    }, cancellationToken);

    public ValueTask<JournalSize> MeasureAsync(int shard, CancellationToken cancellationToken) =>
        Answer(() => new JournalSize(server.Of(shard).Records.Count, server.Of(shard).Bytes, server.Of(shard).Dead.Count), cancellationToken);

    public ValueTask DisposeAsync() => default;

    private IReadOnlyList<JournalRecord> Take(ShardRead read)
    {
        if (!server.Has(read.Shard) || !server.Of(read.Shard).IsMade) throw new JournalLostException(read.Shard);
        var table = server.Of(read.Shard);
        JournalRecord[] records = [.. table.Records.Where(one => table.Given.Contains(one.Id) == (read.Part == ShardPart.Unacknowledged)).Take(read.AtMost)];
        foreach (var record in records) table.Given.Add(record.Id);
        return records;
    }

    private void Put(Slot slot, SlotWrite write)
    {
        var end = write.Expiration is { } span ? server.Slots.Table.Now + span : (TimeSpan?)null;
        server.Slots.Change(slot, write.State == SlotState.Absent ? null : new StoredState(write.State, write.Version, write.Body.ToArray(), end), writer: null);
    }

    private ValueTask Do(Action action, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Under(() =>
        {
            action();
            return true;
        });
        return default;
    }

    private ValueTask<T> Answer<T>(Func<T> answer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<T>(Under(answer));
    }

    private T Under<T>(Func<T> answer)
    {
        lock (server.Slots.Gate)
        {
            server.Slots.ThrowIfDown();
            return answer();
        }
    }
}

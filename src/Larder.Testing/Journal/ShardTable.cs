using System.Globalization;
using Larder.Journal;

namespace Larder.Testing.Journal;

/// <summary>One shard of the model. Every member is called under the server's lock.</summary>
internal sealed class ShardTable
{
    private TaskCompletionSource _changed = New();
    private long _last;

    public List<JournalRecord> Records { get; } = [];

    public Dictionary<string, JournalRecord> Pending { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids that some owner has read.</summary>
    public HashSet<string> Given { get; } = [];

    public List<(JournalRecord Record, string Reason)> Dead { get; } = [];

    public string? Owner { get; set; }

    public TimeSpan OwnedUntil { get; set; }

    public bool IsMade { get; set; }

    public long Bytes => Records.Sum(static record => (long)record.Body.Length);

    public Task Changed => _changed.Task;

    public JournalRecord Add(string name, ReadOnlyMemory<byte> body, RecordOrigin origin, long version)
    {
        var id = Next(version);
        var record = new JournalRecord(id.ToString("D19", CultureInfo.InvariantCulture), origin == RecordOrigin.Replayed ? version : id, name, body, origin);
        Records.Add(record);
        WakeAll();
        return record;
    }

    public long Next(long above) => _last = Math.Max(_last, above) + 1;

    public void Remove(JournalRecord record)
    {
        Records.RemoveAll(one => one.Id == record.Id);
        Given.Remove(record.Id);
        if (Pending.TryGetValue(record.Name, out var pending) && pending.Id == record.Id) Pending.Remove(record.Name);
    }

    public void WakeAll()
    {
        _changed.TrySetResult();
        _changed = New();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

using Larder.Journal;
using Larder.Testing.Tiers;

namespace Larder.Testing.Journal;

/// <summary>
/// The shared side of the model of a journal, beside the slots of a server: each <see cref="Open"/> is a process of its own. It is down when that server is.
/// </summary>
/// <param name="slots">Where appends put what the entries' slots hold.</param>
public sealed class InMemoryJournalServer(InMemoryTierServer slots)
{
    private readonly Dictionary<int, ShardTable> _shards = [];

    internal InMemoryTierServer Slots => slots;

    /// <summary>One more process.</summary>
    public IWriteJournal Open(JournalSettings settings) => new InMemoryJournal(this, settings);

    /// <summary>Somebody empties the journal: what was acknowledged and not applied is lost.</summary>
    public void Lose()
    {
        lock (slots.Gate)
        {
            foreach (var shard in _shards.Values) shard.WakeAll();
            _shards.Clear();
        }
    }

    /// <summary>Another program puts something into a shard that is no record of ours.</summary>
    public void AppendForeign(int shard)
    {
        lock (slots.Gate) Of(shard).Add("", default, RecordOrigin.Written, version: 0);
    }

    /// <summary>Called under the server's lock.</summary>
    internal ShardTable Of(int shard) => _shards.TryGetValue(shard, out var table) ? table : _shards[shard] = new ShardTable();

    /// <summary>Whether anything of the shard is there.</summary>
    internal bool Has(int shard) => _shards.ContainsKey(shard);
}

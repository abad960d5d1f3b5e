namespace Larder.Journal;

/// <summary>The records of one name in one batch. Only the newest is written; the others are there if it proves to be none that the database takes.</summary>
internal sealed class KeyWrites(JournalRecord first)
{
    private readonly List<JournalRecord> _records = [first];

    /// <summary>All of them, acknowledged together.</summary>
    public IReadOnlyList<JournalRecord> Records => _records;

    /// <summary>The one with the largest version, as it was understood.</summary>
    public ReadableWrite? Newest { get; set; }

    /// <summary>How often the newest was tried by itself.</summary>
    public int Tries { get; set; }

    public void Add(JournalRecord record)
    {
        // A replayed record keeps its first version, which may be smaller than what was read before it.
        var at = _records.Count;
        while (at > 0 && _records[at - 1].Version > record.Version) at--;
        _records.Insert(at, record);
    }

    /// <summary>The newest was put aside; false when none is left.</summary>
    public bool DropNewest()
    {
        _records.RemoveAt(_records.Count - 1);
        (Newest, Tries) = (null, 0);
        return _records.Count > 0;
    }

    /// <summary>One for each name, in the order in which names came.</summary>
    public static List<KeyWrites> Coalesce(IEnumerable<JournalRecord> records)
    {
        var byName = new Dictionary<string, KeyWrites>(StringComparer.Ordinal);
        var all = new List<KeyWrites>();
        foreach (var record in records)
        {
            if (record.Name.Length > 0 && byName.TryGetValue(record.Name, out var known))
            {
                known.Add(record);
                continue;
            }

            var one = new KeyWrites(record);
            if (record.Name.Length > 0) byName[record.Name] = one;
            all.Add(one);
        }

        return all;
    }
}

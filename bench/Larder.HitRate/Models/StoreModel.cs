using System.Globalization;
using Larder.Entries;
using Larder.HitRate.Store;
using Larder.Memory;

namespace Larder.HitRate.Models;

/// <summary>The store itself, bounded in entries, as an application uses it: a read, and after a miss an install.</summary>
internal sealed class StoreModel : ICacheModel
{
    private readonly StandaloneStore _store;
    private readonly Entry _entry;
    private readonly string[] _names;

    public StoreModel(int capacity, int keys)
    {
        _names = [.. Enumerable.Range(0, keys).Select(static key => string.Create(CultureInfo.InvariantCulture, $"block:{key}"))];
        _store = new(new MemoryBudget(long.MaxValue, capacity));
        _entry = _store.EntryOf(new object(), weight: 8);
    }

    public int Count => _store.Memory.Count;

    public bool Access(int key)
    {
        if (_store.Memory.TryFind(_names[key], out _)) return true;
        _store.Install(_names[key], _entry);
        return false;
    }
}

using System.Globalization;
using Larder.HitRate.Store;

namespace Larder.HitRate.Models;

/// <summary>The store itself, bounded in entries, as an application uses it: a read, and after a miss an install.</summary>
internal sealed class StoreModel : ICacheModel
{
    private readonly StandaloneStore _store;
    private readonly string[] _names;

    public StoreModel(int capacity, int keys)
    {
        _names = [.. Enumerable.Range(0, keys).Select(static key => string.Create(CultureInfo.InvariantCulture, $"block:{key}"))];
        _store = new(long.MaxValue, capacity);
    }

    public int Count => _store.Count;

    public bool Access(int key)
    {
        if (_store.Find(_names[key])) return true;
        _store.Put(_names[key], _names[key], weight: 8);
        return false;
    }
}

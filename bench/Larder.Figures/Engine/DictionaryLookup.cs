using System.Collections.Concurrent;

namespace Larder.Figures.Engine;

/// <summary>The baseline: a dictionary that never forgets.</summary>
internal readonly struct DictionaryLookup(ConcurrentDictionary<string, string> dictionary) : ILookup
{
    public string Find(string key) => dictionary.TryGetValue(key, out var value) ? value : throw new InvalidOperationException("A key is missing.");
}

using Larder.Versions;
using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore.OutputCaching;

/// <summary>What the store remembers of a request between its look and its write: the places that were claimed, and tags that the page added.</summary>
internal sealed class OutputRequest
{
    private static readonly object Key = typeof(OutputRequest);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, VersionedEntry> _claims = new(StringComparer.Ordinal);
    private readonly List<string> _tags = [];

    public static OutputRequest Of(HttpContext context)
    {
        lock (context.Items)
        {
            if (context.Items.TryGetValue(Key, out var known) && known is OutputRequest request) return request;
            var made = new OutputRequest();
            context.Items[Key] = made;
            return made;
        }
    }

    public IReadOnlyList<string> Tags
    {
        get
        {
            lock (_gate) return [.. _tags];
        }
    }

    public void Add(IEnumerable<string> tags)
    {
        lock (_gate) _tags.AddRange(tags);
    }

    public void Claim(VersionedEntry entry)
    {
        lock (_gate) _claims[entry.Key] = entry;
    }

    public VersionedEntry? Take(string key)
    {
        lock (_gate) return _claims.Remove(key, out var entry) ? entry : null;
    }
}

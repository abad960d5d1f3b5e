using System.Globalization;
using System.Text;

namespace Larder.Journal;

/// <summary>
/// Which shard a key is in, and how its name says so: <c>{wb07}:product:42</c>. The braces make a cluster keep the entry beside its shard's journal.
/// For ever: docs/formats.md.
/// </summary>
internal static class ShardMap
{
    private const ulong Offset = 14695981039346656037, Prime = 1099511628211;

    /// <summary>The tag of a shard, with its braces.</summary>
    public static string TagOf(int shard) => string.Create(CultureInfo.InvariantCulture, $"{{wb{shard:00}}}");

    /// <summary>FNV-1a of the key's UTF-8, the upper half folded onto the lower.</summary>
    public static int ShardOf(string key, int shards)
    {
        var hash = Offset;
        foreach (var value in Encoding.UTF8.GetBytes(key)) hash = (hash ^ value) * Prime;
        return (int)((uint)(hash ^ (hash >> 32)) % (uint)shards);
    }

    /// <summary>The key under which the cache holds it.</summary>
    public static string KeyOf(int shard, string key) => $"{TagOf(shard)}:{key}";
}

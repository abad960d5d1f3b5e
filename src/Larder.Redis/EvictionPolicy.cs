using System.Globalization;

namespace Larder.Redis;

/// <summary>What a server does when its memory is full, as its INFO tells: that needs no right to CONFIG.</summary>
/// <param name="Name">Its <c>maxmemory_policy</c>; empty if the server does not tell.</param>
/// <param name="MaxMemory">Its <c>maxmemory</c> in bytes; 0: no bound, so nothing is ever evicted.</param>
internal readonly record struct EvictionPolicy(string Name, long MaxMemory)
{
    public static EvictionPolicy Read(string? description)
    {
        var lines = (description ?? "").Split('\n', StringSplitOptions.TrimEntries);
        _ = long.TryParse(Value(lines, "maxmemory:"), NumberStyles.None, CultureInfo.InvariantCulture, out var most);
        return new EvictionPolicy(Value(lines, "maxmemory_policy:"), most);
    }

    /// <summary>It may evict keys that stay for ever, and all others.</summary>
    public bool EvictsAll => MaxMemory > 0 && Name.StartsWith("allkeys-", StringComparison.Ordinal);

    /// <summary>It may evict keys that end some day.</summary>
    public bool EvictsEnding => EvictsAll || (MaxMemory > 0 && Name.StartsWith("volatile-", StringComparison.Ordinal));

    private static string Value(string[] lines, string name) =>
        lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
}

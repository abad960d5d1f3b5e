using System.Globalization;

namespace Larder.Redis.Counting;

/// <summary>
/// The names of counters and visits in Redis; docs/formats.md describes them. A counter's key is its name, as other programs read it. What belongs
/// together is in one slot of a cluster, and everything begins with the prefix, as rules for users (ACL) may ask for.
/// </summary>
internal sealed class CounterKeys(string prefix)
{
    /// <summary>Which days of which subjects there are visits of.</summary>
    public string Days => $"{prefix}visits:days";

    public string Counter(string name) => prefix + name;

    /// <summary>What was counted of late on a counter, beside it: a hash tag makes it share the slot.</summary>
    public string Operations(string name)
    {
        if (TagOf(prefix) is not null) return $"{prefix}ops:{name}";
        var counter = Counter(name);
        return TagOf(counter) is { } tag ? $"{prefix}ops:{{{tag}}}:{counter}" : $"{prefix}ops:{{{counter}}}";
    }

    /// <summary>Who came on a day, by when.</summary>
    public string Visits(string subject, DateOnly day) => $"{prefix}visits:{{{subject}}}:{Text(day)}";

    /// <summary>About how many came on a day. All days of a subject share a slot, for they are counted together.</summary>
    public string Estimate(string subject, DateOnly day) => $"{prefix}visitors:{{{subject}}}:{Text(day)}";

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Redis: what stands between the first brace and the next closing one, unless that is nothing.
    private static string? TagOf(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        var close = open < 0 ? -1 : key.IndexOf('}', open);
        return close > open + 1 ? key[(open + 1)..close] : null;
    }
}

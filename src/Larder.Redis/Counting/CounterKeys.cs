using System.Globalization;

namespace Larder.Redis.Counting;

/// <summary>
/// The names of counters and visits in Redis; docs/formats.md describes them. A counter's key is its name, as other programs read it. Everything else
/// has a sign behind its name that neither keys of a cache nor counters can hold, so the cache never takes it for an entry. What belongs together is in
/// one slot of a cluster, and everything begins with the prefix, as rules for users (ACL) may ask for.
/// </summary>
internal sealed class CounterKeys(string prefix)
{
    private const char Separator = '\u001f';

    /// <summary>Which days of which subjects there are visits of.</summary>
    public string Days => $"{prefix}visits{Separator}d";

    public string Counter(string name) => prefix + name;

    /// <summary>What was counted of late on a counter, beside it: a hash tag makes it share the slot.</summary>
    public string Operations(string name)
    {
        var counter = Counter(name);
        return HasTag(counter) ? $"{counter}{Separator}o" : $"{prefix}{{{counter}}}{Separator}o";
    }

    /// <summary>Who came on a day, by when.</summary>
    public string Visits(string subject, DateOnly day) => $"{prefix}visits:{{{subject}}}:{Text(day)}{Separator}v";

    /// <summary>About how many came on a day. All days of a subject share a slot, for they are counted together.</summary>
    public string Estimate(string subject, DateOnly day) => $"{prefix}visits:{{{subject}}}:{Text(day)}{Separator}e";

    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Redis: what stands between the first brace and the next closing one, unless that is nothing.
    private static bool HasTag(string key)
    {
        var open = key.IndexOf('{', StringComparison.Ordinal);
        return open >= 0 && key.IndexOf('}', open) > open + 1;
    }
}

using System.Diagnostics.Metrics;
using System.Text;
using Larder.Pipeline;

namespace Larder.Metering;

/// <summary>Measurements with their tags. Tags have few values: names of caches and words of ours, never a key.</summary>
internal static class Measured
{
    public static Measurement<TValue> Of<TValue>(Cache cache, TValue value)
        where TValue : struct => new(value, new KeyValuePair<string, object?>("cache", cache.Name));

    public static Measurement<TValue> Of<TValue>(Cache cache, TValue value, string tag, string word)
        where TValue : struct => new(value, new KeyValuePair<string, object?>("cache", cache.Name), new KeyValuePair<string, object?>(tag, word));

    /// <summary>The values of an enumeration in the spelling of metrics: <c>TierUnreachable</c> is <c>tier_unreachable</c>.</summary>
    public static IReadOnlyDictionary<TWord, string> Words<TWord>()
        where TWord : struct, Enum => Enum.GetValues<TWord>().ToDictionary(static word => word, static word => Spell(word.ToString()));

    private static string Spell(string name)
    {
        var spelled = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && spelled.Length > 0) spelled.Append('_');
            spelled.Append(char.ToLowerInvariant(letter));
        }

        return spelled.ToString();
    }
}

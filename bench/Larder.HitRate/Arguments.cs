using System.Globalization;
using Larder.HitRate.Models;

namespace Larder.HitRate;

/// <summary>What the command line asks for.</summary>
internal sealed record Arguments(IReadOnlyList<string> Paths, bool WithSynthetic, IReadOnlyList<string> Models, IReadOnlyList<int> Capacities)
{
    public static string Help => $"""
        Replays recorded accesses through cache policies and tells how many were hits.

        usage: Larder.HitRate [--synthetic] <file or folder>... [--models a,b] [--capacities 500,1000]

        Traces:      .txt    one block number a line; lines that start with * are marks, not accesses
                     .u32le  integers of four bytes, little-endian
                     either may end in .gz
        --synthetic  made-up accesses too, of kinds that policies fail at
        --models     which policies: {string.Join(", ", ModelCatalog.Names)}
                     default: {string.Join(", ", ModelCatalog.Usual)}
        --capacities in entries; default: the usual ones of known traces (docs/design/eviction.md), else 1, 5 and 20 % of the distinct keys

        Prints a table, then lines "figure <id> <value> <unit>" for the policy of Larder. The optimum knows the future; nothing can pass it.
        """;

    /// <summary>Throws <see cref="FormatException"/> that says what is wrong.</summary>
    public static Arguments Parse(IReadOnlyList<string> words)
    {
        var paths = new List<string>();
        var withSynthetic = false;
        IReadOnlyList<string> models = ModelCatalog.Usual;
        IReadOnlyList<int> capacities = [];
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] == "--models") models = ModelNames(ValueOf(words, at++));
            else if (words[at] == "--capacities") capacities = Numbers(ValueOf(words, at++));
            else if (words[at] == "--synthetic") withSynthetic = true;
            else if (words[at].StartsWith('-')) throw new FormatException($"There is no option {words[at]}.");
            else paths.Add(words[at]);
        }

        return new(paths, withSynthetic, models, capacities);
    }

    private static string ValueOf(IReadOnlyList<string> words, int option) =>
        option + 1 < words.Count ? words[option + 1] : throw new FormatException($"{words[option]} needs a value.");

    private static string[] ModelNames(string list)
    {
        var names = list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var unknown = names.FirstOrDefault(name => !ModelCatalog.Knows(name));
        return unknown is null ? names : throw new FormatException($"There is no model {unknown}; there are {string.Join(", ", ModelCatalog.Names)}.");
    }

    private static int[] Numbers(string list) =>
        [.. list.Split(',').Select(word => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{word} is no capacity."))];
}

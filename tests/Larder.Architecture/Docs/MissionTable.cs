using System.Text.RegularExpressions;
using Larder.Architecture.Sources;

namespace Larder.Architecture.Docs;

/// <summary>The table of promises: each line has an id, what, where, and the tests that hold it.</summary>
internal static partial class MissionTable
{
    public const string Path = "docs/mission.md";

    /// <summary>What is wrong with the lines of a table.</summary>
    /// <param name="text">The page.</param>
    /// <param name="isTest">True for a class and a method that a test project has.</param>
    public static IEnumerable<Violation> Check(string text, Func<string, string, bool> isTest)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (line, number) in text.Split('\n').Select(static (line, i) => (line, i + 1)).Where(static row => Row().IsMatch(row.line)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            if (!seen.Add(cells[1])) yield return new Violation(Path, number, $"{cells[1]} stands here twice.");
            var tests = Name().Matches(cells.Length == 6 ? cells[4] : "");
            if (tests.Count == 0) yield return new Violation(Path, number, $"{cells[1]} names no test.");
            foreach (var name in tests.Where(name => !isTest(name.Groups["type"].Value, name.Groups["method"].Value)))
                yield return new Violation(Path, number, $"There is no test {name.Value}.");
        }
    }

    /// <summary>What is promised and has no line.</summary>
    /// <param name="text">The page.</param>
    /// <param name="series">How the ids of a series begin, and the number of its last one; those with a dash have two digits.</param>
    public static IEnumerable<Violation> Missing(string text, IEnumerable<(string Series, int Last)> series)
    {
        var there = text.Split('\n').Where(static line => Row().IsMatch(line)).Select(static line => line.Split('|', StringSplitOptions.TrimEntries)[1]).ToHashSet();
        return series.SelectMany(static one => Enumerable.Range(1, one.Last).Select(number => one.Series.EndsWith('-') ? $"{one.Series}{number:00}" : $"{one.Series}{number}"))
            .Where(id => !there.Contains(id)).Select(static id => new Violation(Path, 1, $"{id} has no line."));
    }

    [GeneratedRegex(@"^\| (S\d-\d\d|W\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<type>\w+)\.(?<method>\w+)")]
    private static partial Regex Name();
}

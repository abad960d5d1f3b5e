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

    [GeneratedRegex(@"^\| (S\d-\d\d|W\d+) \|")]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<type>\w+)\.(?<method>\w+)")]
    private static partial Regex Name();
}

namespace Larder.Analyzers.Tests.Running;

/// <summary>
/// Code and what is said of it. Files of cases hold several: <c>=== reports: a sentence</c>, or <c>=== silent: a sentence</c>, then the code. What is
/// reported stands between <c>[|</c> and <c>|]</c>; <c>=== fixed</c> is what its fixes make of it.
/// </summary>
/// <param name="Rule">The code of the rule that is meant.</param>
/// <param name="Kind">What is expected.</param>
/// <param name="Sentence">What is so.</param>
/// <param name="Code">The code, without marks.</param>
/// <param name="Marks">What was marked: where it begins and ends.</param>
/// <param name="Fixed">The code with all fixes; null if none is offered.</param>
internal sealed record AnalyzerCase(
    string Rule, CaseKind Kind, string Sentence, string Code, IReadOnlyList<(int Start, int End)> Marks, string? Fixed)
{
    private const string Heading = "=== ";
    private const string FixedHeading = "fixed";

    public static IReadOnlyList<AnalyzerCase> All { get; } =
        [.. typeof(AnalyzerCase).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("LAR", StringComparison.Ordinal)).Order(StringComparer.Ordinal).SelectMany(ReadAll)];

    public static AnalyzerCase Find(string clause) => All.Single(one => one.Clause == clause);

    public string Clause => $"{Rule}: {Sentence}";

    private static IEnumerable<AnalyzerCase> ReadAll(string rule)
    {
        using var reader = new StreamReader(typeof(AnalyzerCase).Assembly.GetManifestResourceStream(rule)!);
        var sections = reader.ReadToEnd().ReplaceLineEndings("\n").Split("\n" + Heading).ToArray();
        sections[0] = sections[0][Heading.Length..];
        for (var at = 0; at < sections.Length; at++)
        {
            var (heading, text) = Split(sections[at]);
            var mended = at + 1 < sections.Length && Split(sections[at + 1]) is { Heading: FixedHeading, Text: var after } ? after : null;
            if (heading == FixedHeading) continue;
            var words = heading.Split(": ", 2);
            var (code, marks) = Unmarked(text);
            yield return new(rule, Enum.Parse<CaseKind>(words[0], ignoreCase: true), words[1], code, marks, mended);
        }
    }

    private static (string Heading, string Text) Split(string section)
    {
        var end = section.IndexOf('\n');
        return (section[..end].Trim(), section[(end + 1)..].Trim('\n') + "\n");
    }

    private static (string Code, List<(int Start, int End)> Marks) Unmarked(string text)
    {
        var marks = new List<(int, int)>();
        while (text.IndexOf("[|", StringComparison.Ordinal) is >= 0 and var start)
        {
            text = text.Remove(start, 2);
            var end = text.IndexOf("|]", start, StringComparison.Ordinal);
            text = text.Remove(end, 2);
            marks.Add((start, end));
        }

        return (text, marks);
    }
}

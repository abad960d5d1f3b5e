using Larder.Architecture.Sources;

namespace Larder.Architecture.Docs;

/// <summary>
/// A <c>csharp</c> block of a page. What a reader need not see stands in a comment right above it:
/// <c>&lt;!-- snippet: using Larder; --&gt;</c>, one or more lines of code; <c>&lt;!-- snippet: as above --&gt;</c> means those of the
/// last such comment of the page.
/// </summary>
/// <param name="Page">The page, relative to the root of the repository.</param>
/// <param name="Line">Where the block starts.</param>
/// <param name="Setup">The code that the comment holds; empty if there is none.</param>
/// <param name="Code">The code that the reader sees.</param>
internal sealed record Snippet(string Page, int Line, string Setup, string Code)
{
    private const string Opening = "<!-- snippet:";
    private const string Closing = "-->";
    private const string AsAbove = "as above";

    public static IReadOnlyList<Snippet> ReadAll(string page, string text)
    {
        var snippets = new List<Snippet>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (setup, lastSetup) = ("", "");
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].StartsWith(Opening, StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, line, candidate => candidate.TrimEnd().EndsWith(Closing, StringComparison.Ordinal));
                setup = string.Join('\n', lines[line..(end + 1)])[Opening.Length..^Closing.Length].Trim();
                setup = lastSetup = setup == AsAbove ? lastSetup : setup;
                line = end;
            }
            else if (lines[line].TrimStart().StartsWith("```csharp", StringComparison.Ordinal))
            {
                var end = Array.FindIndex(lines, line + 1, candidate => candidate.Trim() == "```");
                snippets.Add(new(page, line + 1, setup, string.Join('\n', lines[(line + 1)..end])));
                (setup, line) = ("", end);
            }
            else if (lines[line].Trim().Length > 0)
            {
                setup = "";   // a comment belongs to the block right below it
            }
        }
        return snippets;
    }

    public Violation Violation(string text) => new(Page, Line, text);
}

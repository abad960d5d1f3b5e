using System.Text.RegularExpressions;
using Larder.Architecture.Sources;

namespace Larder.Architecture.Docs;

/// <summary>What a Markdown page points at.</summary>
internal static partial class Page
{
    /// <summary>The links of a page that lead nowhere.</summary>
    /// <param name="path">The page, relative to the root of the repository.</param>
    /// <param name="text">Its text.</param>
    /// <param name="exists">True for a file or folder that is there, relative to the root of the repository.</param>
    public static IEnumerable<Violation> BrokenLinks(string path, string text, Func<string, bool> exists) =>
        from match in Link().Matches(CodeBlock().Replace(text, block => new string('\n', block.Value.Count(letter => letter == '\n'))))
        let target = match.Groups["target"].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal)
        let file = Resolve(path, target)
        where !exists(file)
        select new Violation(path, text.AsSpan(0, match.Index).Count('\n') + 1, $"The link leads to {file}, which is not there.");

    private static string Resolve(string page, string target)
    {
        var parts = new Stack<string>(target.StartsWith('/') ? [] : page.Split('/')[..^1]);
        foreach (var part in target.Split('/'))
            if (part == "..") parts.Pop();
            else if (part is not ("." or "")) parts.Push(part);
        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex("""!?\[[^\]]*\]\((?<target>[^)\s]+)[^)]*\)|(?:src|srcset|href)=["](?<target>[^"]+)""")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

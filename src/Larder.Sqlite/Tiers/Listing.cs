using System.Text;
using Larder.Sqlite.Storage;
using Larder.Tiers;

namespace Larder.Sqlite.Tiers;

/// <summary>Walks the names of entries in their order, a page a step. A name present throughout is found: it keeps its place.</summary>
internal static class Listing
{
    private const string FromStart = "SELECT name, state, expires_at FROM slots WHERE kind = 0 AND name >= ?1 ORDER BY name LIMIT ?2";
    private const string AfterLast = "SELECT name, state, expires_at FROM slots WHERE kind = 0 AND name > ?1 ORDER BY name LIMIT ?2";

    /// <summary>One step.</summary>
    public static ScanPage Read(FileConnection file, string pattern, string? resumeAt, int atMost, long now)
    {
        var (glob, prefix) = (new Glob(pattern), PrefixOf(pattern));
        using var row = file.Prepare(resumeAt is null ? FromStart : AfterLast);
        row.Bind(1, resumeAt ?? prefix).Bind(2, atMost);
        var names = new List<string>();
        string? last = null;
        var examined = 0;
        while (row.Step())
        {
            last = row.Name(0);
            if (!last.StartsWith(prefix, StringComparison.Ordinal)) return new ScanPage(names, null, examined);
            examined++;
            if (!IsExpired(row, now) && glob.Matches(last)) names.Add(last);
        }

        return new ScanPage(names, examined == atMost ? last : null, examined);
    }

    /// <summary>What every name that matches starts with: the walk begins there and ends where it ends.</summary>
    private static string PrefixOf(string pattern)
    {
        var prefix = new StringBuilder();
        for (var i = 0; i < pattern.Length && pattern[i] is not ('*' or '?' or '['); i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length) i++;
            prefix.Append(pattern[i]);
        }

        return prefix.ToString();
    }

    private static bool IsExpired(Statement row, long now) => !row.IsNull(2) && row.Number(2) <= now;
}

using System.Text;

namespace Larder.Sqlite.Tiers;

/// <summary>
/// A glob over whole names: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a]</c>, and <c>\</c> before a character that shall mean itself. An open
/// bracket without its end means itself.
/// </summary>
internal sealed class GlobPattern(string pattern)
{
    /// <summary>What every match starts with.</summary>
    public string Prefix { get; } = PrefixOf(pattern);

    /// <summary>Whether the name matches. Takes time in proportion to both lengths at most, whatever the pattern.</summary>
    public bool Matches(string name)
    {
        int p = 0, n = 0, star = -1, starAt = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                starAt = n;
            }
            else if (p < pattern.Length && MatchesOne(name[n], p, out var next))
            {
                p = next;
                n++;
            }
            else if (star >= 0)
            {
                // Only the last star can still give way: what it takes more, an earlier one need not.
                p = star + 1;
                n = ++starAt;
            }
            else
            {
                return false;
            }
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

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

    private bool MatchesOne(char c, int at, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '[' when pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) is > 0 and var end:
                next = end + 1;
                return MatchesSet(c, pattern.AsSpan(at + 1, end - at - 1));
            case '\\' when at + 1 < pattern.Length:
                next = at + 2;
                return pattern[at + 1] == c;
            default:
                return pattern[at] == c;
        }
    }

    private static bool MatchesSet(char c, ReadOnlySpan<char> set)
    {
        var isNegated = set[0] is '^' or '!' && set.Length > 1;
        if (isNegated) set = set[1..];
        var isIn = false;
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            isIn |= isRange ? set[i] <= c && c <= set[i + 2] : set[i] == c;
            if (isRange) i += 2;
        }

        return isIn != isNegated;
    }
}

namespace Larder.Testing.Tiers;

/// <summary>A pattern of names: <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[^a-z]</c>; <c>\</c> takes the next character as it is.</summary>
internal sealed class Glob(string pattern)
{
    public bool Matches(string name)
    {
        var (at, inName) = (0, 0);
        var (afterStar, starTook) = (-1, 0);
        while (inName < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (afterStar, starTook) = (++at, inName);
            }
            else if (at < pattern.Length && TakesOne(name[inName], at, out var next))
            {
                at = next;
                inName++;
            }
            else if (afterStar >= 0)
            {
                // The last star takes one character more; earlier ones need not be tried again.
                (at, inName) = (afterStar, ++starTook);
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*') at++;
        return at == pattern.Length;
    }

    private bool TakesOne(char c, int at, out int next)
    {
        next = at + 1;
        switch (pattern[at])
        {
            case '?':
                return true;
            case '[' when pattern.IndexOf(']', at + 2 < pattern.Length ? at + 2 : at) is var end and > 0:
                next = end + 1;
                return InSet(c, pattern.AsSpan(at + 1, end - at - 1));
            case '\\' when next < pattern.Length:
                return pattern[next++] == c;
            default:
                return pattern[at] == c;
        }
    }

    private static bool InSet(char c, ReadOnlySpan<char> set)
    {
        var isNegated = set is ['^', ..];
        if (isNegated) set = set[1..];
        while (set.Length > 0)
        {
            var first = set[0];
            var isRange = set.Length > 2 && set[1] == '-';
            var last = isRange ? set[2] : first;
            if (first <= c && c <= last) return !isNegated;
            set = set[(isRange ? 3 : 1)..];
        }

        return isNegated;
    }
}

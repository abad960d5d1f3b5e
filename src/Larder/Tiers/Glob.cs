using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Larder.Tiers;

/// <summary>
/// Matches names against a glob as Redis understands it: <c>*</c> any run, <c>?</c> one character, <c>[a-z]</c> one of a set, <c>[^a-z]</c> one
/// outside it, <c>\</c> takes the next character as it is. Time grows with the product of both lengths at most. Tiers that list names by
/// themselves match them by this, so that all of them mean the same.
/// </summary>
/// <param name="pattern">The glob.</param>
public sealed class Glob(string pattern)
{
    /// <summary>A glob that matches this text alone.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is '*' or '?' or '[' or ']' or '\\') escaped.Append('\\');
            escaped.Append(character);
        }

        return escaped.ToString();
    }

    /// <summary>Whether the glob means "everything that begins so": a text, and a star as its last and only sign.</summary>
    /// <param name="prefix">That text, without escapes.</param>
    public bool IsPrefix([NotNullWhen(true)] out string? prefix)
    {
        prefix = null;
        if (!pattern.EndsWith('*')) return false;
        var text = new StringBuilder(pattern.Length);
        for (var at = 0; at < pattern.Length - 1; at++)
        {
            if (pattern[at] is '*' or '?' or '[') return false;
            if (pattern[at] == '\\' && ++at == pattern.Length - 1) return false;
            text.Append(pattern[at]);
        }

        prefix = text.ToString();
        return true;
    }

    /// <summary>Whether the whole name matches.</summary>
    public bool Matches(string name)
    {
        int at = 0, patternAt = 0, starAt = -1, resumeAt = 0;
        while (at < name.Length)
        {
            if (patternAt < pattern.Length && pattern[patternAt] == '*')
            {
                (starAt, resumeAt) = (patternAt++, at);
            }
            else if (patternAt < pattern.Length && MatchesOne(name[at], patternAt, out var next))
            {
                (at, patternAt) = (at + 1, next);
            }
            else if (starAt >= 0)
            {
                (patternAt, at) = (starAt + 1, ++resumeAt);
            }
            else
            {
                return false;
            }
        }

        while (patternAt < pattern.Length && pattern[patternAt] == '*') patternAt++;
        return patternAt == pattern.Length;
    }

    private bool MatchesOne(char character, int patternAt, out int next)
    {
        next = patternAt + 1;
        switch (pattern[patternAt])
        {
            case '?':
                return true;
            case '\\' when next < pattern.Length:
                return pattern[next++] == character;
            case '[':
                return MatchesSet(character, ref next);
            default:
                return pattern[patternAt] == character;
        }
    }

    private bool MatchesSet(char character, ref int at)
    {
        var isNegated = at < pattern.Length && pattern[at] == '^';
        if (isNegated) at++;
        var found = false;
        for (; at < pattern.Length && pattern[at] != ']'; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length) at++;
            var from = pattern[at];
            var to = from;
            if (at + 2 < pattern.Length && pattern[at + 1] == '-' && pattern[at + 2] != ']') to = pattern[at += 2];
            if (from > to) (from, to) = (to, from);
            found |= character >= from && character <= to;
        }

        at = Math.Min(at + 1, pattern.Length);
        return found != isNegated;
    }
}

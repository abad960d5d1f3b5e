using System.Text.RegularExpressions;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>Names that secrets have. A name is read word by word: a <c>Compass</c> holds no <c>Pass</c>.</summary>
internal static class SecretWords
{
    private static readonly Regex s_word = new("[A-Z]+(?![a-z])|[A-Z][a-z]*|[a-z]+", RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_secrets = new(StringComparer.OrdinalIgnoreCase)
    {
        "Password", "Passwords", "Passwd", "Pwd", "Passphrase", "Otp", "Totp", "Secret", "Secrets", "Credential", "Credentials", "Cvv", "Cvc", "Ssn",
    };

    /// <summary>A key is a secret with one of these before it.</summary>
    private static readonly HashSet<string> s_keys = new(StringComparer.OrdinalIgnoreCase) { "Api", "Private", "Signing", "Encryption", "Secret" };

    /// <summary>A token is none with one of these before it.</summary>
    private static readonly HashSet<string> s_marks = new(StringComparer.OrdinalIgnoreCase)
    {
        "Continuation", "Page", "Next", "Previous", "Paging", "Cancellation", "Syntax", "Concurrency", "Row", "Json", "Change", "Sync", "Cursor",
    };

    /// <summary>What of a secret is none.</summary>
    private static readonly HashSet<string> s_harmless = new(StringComparer.OrdinalIgnoreCase)
    {
        "Id", "Ids", "Count", "Name", "Kind", "Type", "Policy", "Policies", "Hint", "Length", "Url", "Uri", "Expires", "Expiry", "At", "Rule", "Rules", "Settings",
        "Options", "Question", "Strength",
    };

    public static bool IsIn(string name)
    {
        var words = s_word.Matches(name).Cast<Match>().Select(match => match.Value).Where(word => word != "Async").ToList();
        if (words.Count == 0 || s_harmless.Contains(words[words.Count - 1])) return false;
        if (words.Any(s_secrets.Contains)) return true;
        for (var at = 0; at < words.Count; at++)
        {
            var before = at == 0 ? "" : words[at - 1];
            if (Is(words[at], "Token") && !s_marks.Contains(before)) return true;
            if (Is(words[at], "Key") && s_keys.Contains(before)) return true;
        }

        return false;
    }

    private static bool Is(string word, string wanted) => word.Equals(wanted, StringComparison.OrdinalIgnoreCase);
}

using System.Globalization;
using System.Text.RegularExpressions;
using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR011: a text is a duration, or can be the name of one.</summary>
internal static class DurationRule
{
    private static readonly string[] s_properties = ["StaleFor", "RefreshAhead", "NegativeExpiration", "MemoryExpiration"];

    private static readonly Regex s_words = new(
        @"^\s*(\d+(?:\.\d+)?)\s*(milliseconds?|millis|msecs?|seconds?|secs?|minutes?|minuts?|mins?|hours?|hrs?|days?)\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public static void Check(Declaration declaration, Action<Diagnostic> report)
    {
        if (declaration.Kind is DeclarationKind.Cached or DeclarationKind.Put or DeclarationKind.Batch && AttributeTexts.Argument(declaration, 1) is { } expiration)
            Check("Expiration", expiration, report);
        foreach (var property in s_properties)
            foreach (var text in declaration.Named(property)) Check(property, text, report);
    }

    private static void Check(string name, AttributeText text, Action<Diagnostic> report)
    {
        if (text.Value.Trim().Length == 0 || IsDuration(name, text.Value) || DurationLiteral.IsName(text.Value)) return;
        var fix = Meant(text.Value) is { } meant ? text.Replace($"Write {meant}", meant) : null;
        report(Diagnostic.Create(Rules.NoDuration, text.Location, fix?.ToProperties(), name, text.Value));
    }

    // Not at all is a length for what may be switched off, and for nothing else.
    private static bool IsDuration(string name, string text) =>
        DurationLiteral.TryParse(text, out var length) && (length > TimeSpan.Zero || name is "StaleFor" or "RefreshAhead");

    private static string? Meant(string text)
    {
        var match = s_words.Match(text);
        if (!match.Success) return null;
        var unit = match.Groups[2].Value.ToLowerInvariant();
        var sign = unit.StartsWith("mil", StringComparison.Ordinal) || unit.StartsWith("ms", StringComparison.Ordinal)
            ? "ms"
            : unit.Substring(0, 1).ToString(CultureInfo.InvariantCulture);
        return match.Groups[1].Value + sign;
    }
}

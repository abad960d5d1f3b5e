using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Analyzers;

/// <summary>
/// A change of text that mends what a diagnostic reports. Who finds the fault knows what is right, so the diagnostic carries it, in the file
/// that it points at.
/// </summary>
public sealed class TextFix(string title, TextSpan span, string text)
{
    private const string TitleKey = "fix.title";
    private const string StartKey = "fix.start";
    private const string LengthKey = "fix.length";
    private const string TextKey = "fix.text";

    /// <summary>What the reader is offered.</summary>
    public string Title { get; } = title;

    /// <summary>What is replaced; empty for an insertion.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>What stands there then.</summary>
    public string Text { get; } = text;

    /// <summary>The fix that a diagnostic carries, or null.</summary>
    public static TextFix? Of(Diagnostic diagnostic)
    {
        var found = diagnostic.Properties;
        return found.TryGetValue(TitleKey, out var title) && found.TryGetValue(TextKey, out var text)
            && Number(found, StartKey) is { } start && Number(found, LengthKey) is { } length
            ? new TextFix(title!, new TextSpan(start, length), text!)
            : null;
    }

    /// <summary>What a diagnostic carries to offer this fix.</summary>
    public ImmutableDictionary<string, string?> ToProperties() => ImmutableDictionary<string, string?>.Empty
        .Add(TitleKey, Title)
        .Add(StartKey, Span.Start.ToString(CultureInfo.InvariantCulture))
        .Add(LengthKey, Span.Length.ToString(CultureInfo.InvariantCulture))
        .Add(TextKey, Text);

    private static int? Number(ImmutableDictionary<string, string?> properties, string key) =>
        properties.TryGetValue(key, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Diagnostics.CodeAnalysis;

namespace Larder.Settings;

/// <summary>How values of one kind are written.</summary>
/// <param name="name">Its name in the guide.</param>
/// <param name="parse">Text to value, or why not.</param>
/// <param name="show">Value to text; null where there is nothing to show.</param>
internal sealed class ValueFormat<T>(string name, Func<string, (T? Value, Complaint? Complaint)> parse, Func<T, string?> show)
{
    public string Name => name;

    /// <summary>How the documents' variables write it, where that is another way.</summary>
    public ValueFormat<T>? InVariables { get; init; }

    /// <summary>What of a text may be seen in logs and reports.</summary>
    public Func<string, string> Mask { get; init; } = static text => text;

    /// <summary>True where an empty text is a value and not the absence of one.</summary>
    public bool TakesEmpty { get; init; }

    public bool TryParse(string text, [NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Complaint? complaint)
    {
        (value, complaint) = parse(text);
        return complaint is null;
    }

    public string? Show(T value) => show(value);
}

using System.Text;

namespace Larder.Settings;

/// <summary>A value that somebody gave to a setting, and that no later layer overrides.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Scope">The section that it was given for: of all caches, or of one.</param>
/// <param name="Text">The value as it is written.</param>
/// <param name="Layer">Where it was found.</param>
/// <param name="Name">Under which name it was found there: the key, or a variable.</param>
internal sealed record GivenValue(Setting Setting, string Scope, string Text, Layer Layer, string Name)
{
    private const int LongestShown = 80;

    public string Subject => SubjectOf($"{Scope}:{Setting.Path}", Setting.Mask(Text));

    public bool IsFromVariable => Name.Equals(Setting.Variable, StringComparison.OrdinalIgnoreCase);

    /// <summary>The variable itself where it is one that people know, else the place in its layer.</summary>
    public string Origin => !IsFromVariable ? Layer.OriginOf(Name) : Layer.IsEnvironment ? Setting.Variable! : $"{Layer.OriginOf(Name)} ({Setting.Variable})";

    public (Action<CacheOptions>? Apply, Complaint? Complaint) Read() => Setting.Read(Text, IsFromVariable);

    public static string SubjectOf(string key, string value)
    {
        var shown = new StringBuilder();
        foreach (var letter in value.Length > LongestShown ? value[..LongestShown] + "…" : value)
            shown.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        return $"{key} = \"{shown}\"";
    }
}

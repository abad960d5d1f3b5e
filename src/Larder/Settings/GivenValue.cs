using System.Text;

namespace Larder.Settings;

/// <summary>A value that somebody gave to a setting, and that no later layer overrides.</summary>
/// <param name="setting">The setting.</param>
/// <param name="scope">The section that it was given for: of all caches, or of one.</param>
/// <param name="text">The value as it is written.</param>
/// <param name="layer">Where it was found.</param>
/// <param name="name">Under which name it was found there: the key, or a variable.</param>
internal sealed class GivenValue(Setting setting, string scope, string text, Layer layer, string name)
{
    private const int LongestShown = 80;

    private (Action<CacheOptions>? Apply, Complaint? Complaint)? _reading;

    public Setting Setting => setting;

    public string Scope => scope;

    public string Key => $"{scope}:{setting.Path}";

    public string Subject => SubjectOf(Key, setting.Mask(text));

    /// <summary>The variable itself where it is one that people know, else the place in its layer.</summary>
    public string Origin =>
        !IsFromVariable ? layer.OriginOf(name)
        : layer.IsEnvironment ? setting.Variable!
        : $"{layer.OriginOf(name)} ({setting.Variable})";

    private bool IsFromVariable => name.Equals(setting.Variable, StringComparison.OrdinalIgnoreCase);

    /// <summary>What to do with the options, or why the text can't be taken. A file that it names is read once.</summary>
    public (Action<CacheOptions>? Apply, Complaint? Complaint) Read() => _reading ??= setting.Read(text, IsFromVariable);

    public static string SubjectOf(string key, string value)
    {
        var shown = new StringBuilder();
        foreach (var letter in value.Length > LongestShown ? value[..LongestShown] + "…" : value)
            shown.Append(char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter);
        return $"{key} = \"{shown}\"";
    }
}

using System.Text;

namespace Larder.Settings;

/// <summary>How keys are written as environment variables.</summary>
internal static class SettingNames
{
    public const string VariablePrefix = "LARDER_";

    /// <summary>In front of the name of an expiration, which the application may have chosen.</summary>
    public const string ExpirationPrefix = VariablePrefix + "EXPIRATION_";

    /// <summary><c>LARDER_MEMORY_MAX_BYTES</c> for <c>Memory:MaxBytes</c>: without the double underscores that some systems refuse.</summary>
    public static string Variable(string path)
    {
        var name = new StringBuilder(VariablePrefix);
        for (var i = 0; i < path.Length; i++)
        {
            if (char.IsAsciiLetterUpper(path[i]) && i > 0 && path[i - 1] != ':' && !char.IsAsciiLetterUpper(path[i - 1])) name.Append('_');
            name.Append(path[i] == ':' ? '_' : char.ToUpperInvariant(path[i]));
        }
        return name.ToString();
    }
}

using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>Reads the settings of a cache and finds everything that is wrong with them, not only the first mistake.</summary>
/// <param name="configuration">The configuration of the application.</param>
/// <param name="strictness">What an unknown key is.</param>
/// <param name="files">Where the files of the configuration are, for line numbers; null: origins are without.</param>
internal sealed class SettingsReader(IConfiguration configuration, SettingsStrictness strictness, IFileProvider? files = null)
{
    private static readonly Complaint NoPool =
        new("LAR216", "Accepted, and not needed: one connection carries many commands at once, so few are ever opened.");

    public SettingsResult Read(string cacheName)
    {
        var layers = Layers.Of(configuration, files);
        var values = new GivenValues(layers, cacheName);
        var given = values.Find().ToList();
        var found = new List<SettingsProblem>();
        if (TwoPasswords(given) is { } contradiction) found.Add(contradiction);
        foreach (var value in given)
            if (value.Read().Complaint is { } complaint) found.Add(new(LogLevel.Error, value.Subject, value.Origin, complaint));
        if (given.Find(static value => value.Setting.Path == "Redis:MaxConnections") is { } pool && pool.Read().Complaint is null)
            found.Add(new(LogLevel.Information, pool.Subject, pool.Origin, NoPool));
        found.AddRange(new UnknownKeys(layers, strictness == SettingsStrictness.Strict ? LogLevel.Error : LogLevel.Warning).Find(values.Scopes));
        return new SettingsResult(given, found);
    }

    // Of the two, the one that was given for this cache alone wins; given side by side, nobody can know which was meant.
    private static SettingsProblem? TwoPasswords(List<GivenValue> given)
    {
        var direct = given.Find(static value => value.Setting.Path == "Redis:Password");
        var file = given.Find(static value => value.Setting.Path == "Redis:PasswordFile");
        if (direct is null || file is null) return null;
        if (direct.Scope != file.Scope)
        {
            given.Remove(direct.Scope == Setting.Section ? direct : file);
            return null;
        }
        return new(LogLevel.Error, file.Subject, file.Origin, new(
            "LAR212", $"Contradicts {direct.Key}, which is set too (from {direct.Origin}).", "Leave one of the two out."));
    }
}

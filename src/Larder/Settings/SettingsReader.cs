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

    private static readonly Complaint NoRetry =
        new("LAR233", "Accepted, and without effect: what Redis does not answer in time is loaded from its source, and a command that may have run is not sent again.");

    public SettingsResult Read(string cacheName)
    {
        var layers = Layers.Of(configuration, files);
        var values = new GivenValues(layers, cacheName);
        var given = values.Find().ToList();
        var found = new List<SettingsProblem>();
        if (TwoPasswords(given) is { } contradiction) found.Add(contradiction);
        foreach (var value in given)
            if (value.Read().Complaint is { } complaint) found.Add(new(LogLevel.Error, value.Subject, value.Origin, complaint));
        found.AddRange(WithoutEffect(given));
        found.AddRange(new UnknownKeys(layers, strictness == SettingsStrictness.Strict ? LogLevel.Error : LogLevel.Warning).Find(values.Scopes));
        return new SettingsResult(given, found);
    }

    // Nothing that was set is ignored in silence.
    private static IEnumerable<SettingsProblem> WithoutEffect(List<GivenValue> given)
    {
        foreach (var value in given.Where(static value => value.Read().Complaint is null))
        {
            if (value.Setting.Path == "Redis:MaxConnections") yield return new(LogLevel.Information, value.Subject, value.Origin, NoPool);
            if (value.Setting.Path == "Redis:RetryOnTimeout" && IsOn(value)) yield return new(LogLevel.Information, value.Subject, value.Origin, NoRetry);
        }
    }

    private static bool IsOn(GivenValue value)
    {
        var options = new CacheOptions();
        value.Read().Apply?.Invoke(options);
        return options.Redis.RetryOnTimeout == true;
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

using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>What the configuration says about one cache.</summary>
internal sealed class SettingsResult(IReadOnlyList<GivenValue> given, IReadOnlyList<SettingsProblem> found)
{
    public static SettingsResult Empty { get; } = new([], []);

    /// <summary>Why the application must not start.</summary>
    public IEnumerable<SettingsProblem> Problems => found.Where(static problem => problem.Level == LogLevel.Error);

    /// <summary>What is worth a line in the log.</summary>
    public IEnumerable<SettingsProblem> Warnings => found.Where(static problem => problem.Level != LogLevel.Error);

    /// <summary>Sets what was given; a value that can't be read changes nothing.</summary>
    public void Apply(CacheOptions options)
    {
        foreach (var value in given) value.Read().Apply?.Invoke(options);
    }

    /// <summary>A setting with the value that the options hold, and where that came from: the configuration, unless code changed it since.</summary>
    public (string Subject, string Origin) Describe(Setting setting, CacheOptions options)
    {
        var shown = setting.Show(options) ?? "";
        if (given.FirstOrDefault(value => value.Setting.Path == setting.Path) is not { } source) return InCode();
        var fromConfiguration = new CacheOptions();
        source.Read().Apply?.Invoke(fromConfiguration);
        return setting.Show(fromConfiguration) == shown ? (source.Subject, source.Origin) : InCode();

        (string Subject, string Origin) InCode() => (GivenValue.SubjectOf(setting.Key, shown), "code");
    }
}

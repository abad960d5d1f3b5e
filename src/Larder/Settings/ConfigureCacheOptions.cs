using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Larder.Settings;

/// <summary>Fills options from the configuration. What code sets comes after it and wins.</summary>
internal sealed class ConfigureCacheOptions(SettingsSource settings, ILoggerFactory? loggers = null) : IConfigureNamedOptions<CacheOptions>
{
    private readonly HashSet<string> _logged = [];

    public void Configure(CacheOptions options) => Configure(Options.DefaultName, options);

    public void Configure(string? name, CacheOptions options)
    {
        var found = settings.Read(name ?? Options.DefaultName);
        found.Apply(options);
        if (IsFirst(name ?? Options.DefaultName)) Log(found);
    }

    private void Log(SettingsResult found)
    {
        var logger = loggers?.CreateLogger("Larder") ?? NullLogger.Instance;
        foreach (var warning in SettingsReport.InOrder(found.Warnings))
            SettingsLog.Notice(logger, warning.Level, warning.Code, warning.Line);
    }

    // Options are made again for each scope that asks for a snapshot; the log says a thing once.
    private bool IsFirst(string name)
    {
        lock (_logged) return _logged.Add(name);
    }
}

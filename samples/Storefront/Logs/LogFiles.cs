using Serilog;
using Serilog.Core;
using Serilog.Debugging;
using Serilog.Events;
using Storefront.Settings;

namespace Storefront.Logs;

/// <summary>The files of what is logged: one for the application, one for its cache. The console has both, as ever.</summary>
internal static class LogFiles
{
    private const string CacheCategory = "Larder";

    public static void AddLogFiles(this WebApplicationBuilder builder)
    {
        var logs = builder.Configuration.GetSection($"{StorefrontOptions.Section}:Logs").Get<LogOptions>() ?? new LogOptions();
        if (logs is { App: null, Cache: null }) return;
        SelfLog.Enable(Console.Error);
        if (logs.App is { Length: > 0 } app) Add(nameof(logs.App), app, static line => !IsOfCache(line));
        if (logs.Cache is { Length: > 0 } cache) Add(nameof(logs.Cache), cache, IsOfCache);

        void Add(string setting, string path, Func<LogEvent, bool> holds) =>
            builder.Logging.AddSerilog(LogFile.Open(setting, Path.GetFullPath(path, builder.Environment.ContentRootPath), holds), dispose: true);
    }

    private static bool IsOfCache(LogEvent line) =>
        line.Properties.GetValueOrDefault(Constants.SourceContextPropertyName) is ScalarValue { Value: string category }
        && (category == CacheCategory || category.StartsWith(CacheCategory + ".", StringComparison.Ordinal));
}

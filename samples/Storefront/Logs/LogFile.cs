using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;
using Storefront.Settings;

namespace Storefront.Logs;

/// <summary>
/// A file of JSON lines, a new one each day and when it is full; old ones go. Several instances may write to it. That it can be written is tried at the start; a
/// failure later is told on the console, and fails nobody.
/// </summary>
internal static class LogFile
{
    private const long FullAt = 10 << 20;
    private const int Kept = 14;

    /// <exception cref="StartRefusal">It can't be written.</exception>
    public static Logger Open(string setting, string path, Func<LogEvent, bool> holds)
    {
        Try(setting, path);
        return new LoggerConfiguration()
            .MinimumLevel.Verbose() // What is too much is decided by the section Logging.
            .Filter.ByIncludingOnly(holds)
            .WriteTo.File(
                new JsonFormatter(renderMessage: true), path, rollingInterval: RollingInterval.Day, rollOnFileSizeLimit: true, fileSizeLimitBytes: FullAt,
                retainedFileCountLimit: Kept, shared: true)
            .CreateLogger();
    }

    private static void Try(string setting, string path)
    {
        try
        {
            var folder = Directory.CreateDirectory(Path.GetDirectoryName(path)!).FullName;
            using var trial = new FileStream(Path.Combine(folder, $".{Guid.NewGuid():N}"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose,
            });
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new StartRefusal($"LAR910 {StorefrontOptions.Section}:Logs:{setting} = {path} can't be written: {failure.Message} Name another file, or none.");
        }
    }
}

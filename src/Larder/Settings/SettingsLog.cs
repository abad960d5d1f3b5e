using Microsoft.Extensions.Logging;

namespace Larder.Settings;

/// <summary>What the settings log.</summary>
internal static partial class SettingsLog
{
    [LoggerMessage(EventId = 230, Message = "{Code} {Notice}")]
    public static partial void Notice(ILogger logger, LogLevel level, string code, string notice);
}

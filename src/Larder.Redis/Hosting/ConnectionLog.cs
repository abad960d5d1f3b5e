using Larder.Resp.Configuration;
using Microsoft.Extensions.Logging;

namespace Larder.Redis.Hosting;

/// <summary>What is worth knowing about a connection's settings, once when it is first used.</summary>
internal static partial class ConnectionLog
{
    private const string NoCheck = "LAR217";

    public static void Tell(this ILogger logger, RespOptions options)
    {
        foreach (var remark in options.Remarks) Remark(logger, remark.Code == NoCheck ? LogLevel.Warning : LogLevel.Information, remark.Code, remark.Text);
    }

    [LoggerMessage(EventId = 217, Message = "{Code} {Text}")]
    private static partial void Remark(ILogger logger, LogLevel level, string code, string text);
}

using Microsoft.Extensions.Logging;

namespace Larder.Warming;

internal static partial class WarmUpLog
{
    [LoggerMessage(380, LogLevel.Warning, "LAR380 The warm-up {Name} failed in part: {Done} items are loaded, {Failed} are not. First problem: {Problem} The application goes on; what was not loaded is loaded when it is asked for.")]
    public static partial void Failed(ILogger logger, string name, int done, int failed, string problem);

    [LoggerMessage(381, LogLevel.Warning, "LAR381 The warm-up {Name} took longer than {Limit} and was ended after {Done} items. The application goes on; what was not loaded is loaded when it is asked for.")]
    public static partial void TimedOut(ILogger logger, string name, TimeSpan limit, int done);

    [LoggerMessage(LogLevel.Information, "The warm-up {Name} ended: {Status}, {Done} items in {Took}.")]
    public static partial void Ended(ILogger logger, string name, WarmUpStatus status, int done, TimeSpan took);
}

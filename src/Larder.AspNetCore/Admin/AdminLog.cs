using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Admin;

/// <summary>What is said about the endpoints and about those who use them; never a value and never a token.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(530, LogLevel.Warning, "LAR530 The cache's endpoints at {Path} are not served in {Environment}, because no authorization is configured. Write app.MapLarderAdmin().RequireAuthorization(\"Ops\"), or set LARDER_ADMIN_TOKEN (32 characters or more: openssl rand -base64 32).")]
    public static partial void Closed(ILogger logger, string path, string environment);

    [LoggerMessage(532, LogLevel.Warning, "LAR532 Tools on this machine can't find this application by themselves: {Problem} Give them its address: larder --app URL.")]
    public static partial void NotFound(ILogger logger, string problem);

    [LoggerMessage(533, LogLevel.Warning, "LAR533 {Count} wrong tokens came from {Address} within a minute. It is refused for the rest of that minute.")]
    public static partial void Throttled(ILogger logger, string address, int count);

    [LoggerMessage(LogLevel.Information, "By the cache's endpoints: {Role} {User} {Action} {What} of cache \"{Cache}\".")]
    public static partial void Changed(ILogger logger, AdminRole role, string user, string action, string what, string cache);
}

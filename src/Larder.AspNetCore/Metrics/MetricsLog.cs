using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Metrics;

/// <summary>What is said about the endpoint.</summary>
internal static partial class MetricsLog
{
    [LoggerMessage(535, LogLevel.Warning, "LAR535 The cache's metrics at {Path} are not served in {Environment}, because nobody said who may read them. Write app.MapLarderMetrics().RequireAuthorization(\"Ops\"), or set AllowAnonymous and the Port of a private network.")]
    public static partial void Closed(ILogger logger, string path, string environment);
}

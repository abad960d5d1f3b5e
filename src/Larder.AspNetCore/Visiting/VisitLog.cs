using Larder.AspNetCore.Logging;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Visiting;

/// <summary>What visits log.</summary>
internal sealed partial class VisitLog(ILogger<VisitLog> logger, TimeProvider time)
{
    private readonly Pace _lost = new(time);

    public void Lost(Exception error)
    {
        if (_lost.Due() is > 0 and var count) LogLost(count, error);
    }

    [LoggerMessage(375, LogLevel.Warning, "LAR375 {Count} visits were not counted, as their place is away or refuses them.")]
    private partial void LogLost(long count, Exception error);
}

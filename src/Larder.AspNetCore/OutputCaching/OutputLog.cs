using Larder.AspNetCore.Logging;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.OutputCaching;

/// <summary>What the store of answers logs.</summary>
internal sealed partial class OutputLog(ILogger<OutputLog> logger, TimeProvider time)
{
    private readonly Pace _large = new(time);

    public void TooLarge(long bytes)
    {
        if (_large.Due() is > 0 and var count) LogTooLarge(count, bytes);
    }

    public void Overtaken() => LogOvertaken();

    [LoggerMessage(364, LogLevel.Warning, "LAR364 {Count} answers were larger than Larder:MaxValueBytes and are not kept; the latest has {Bytes} bytes. Lower OutputCacheOptions.MaximumBodySize, or raise the limit.")]
    private partial void LogTooLarge(long count, long bytes);

    [LoggerMessage(3640, LogLevel.Debug, "An answer was evicted while it was made, or somebody else stored it first; it is not kept.")]
    private partial void LogOvertaken();
}

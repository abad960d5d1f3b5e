using Larder.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Larder.Counting;

/// <summary>Says that counts wait here; once a minute at most.</summary>
internal sealed partial class CountLog(ILogger logger, TimeProvider time)
{
    private readonly LogPacer _pacer = new(time);

    [LoggerMessage(323, LogLevel.Warning, "LAR323 The place of the counters can't be used: {Problem} The additions to {Waiting} counters wait in this process and are merged when it can. A process that is killed before that loses them.")]
    private partial void LogOwed(string problem, int waiting);

    public void Owed(string problem, int waiting)
    {
        if (_pacer.IsDue(out _)) LogOwed(problem, waiting);
    }
}

using Microsoft.Extensions.Options;
using Storefront.Settings;

namespace Storefront.Heavy;

/// <summary>The computation that one request may have to run. Simulated: it waits, and can be cancelled when nobody waits for it any more.</summary>
internal sealed partial class HeavyRun(
    IOptions<StorefrontOptions> options, HeavyTotals totals, TimeProvider clock, ILogger<HeavyRun> log)
{
    /// <summary>True when this request's own run made the value; false for those that found it or joined another's run.</summary>
    public bool HasRun { get; private set; }

    public async ValueTask<string> ComputeAsync(CancellationToken cancellationToken)
    {
        HasRun = true;
        totals.Add();
        LogMiss();
        await Task.Delay(TimeSpan.FromSeconds(options.Value.HeavySeconds), clock, cancellationToken);
        return "This was a heavy computation result.";
    }

    /// <summary>Says that the value was found.</summary>
    public void ReportHit() => LogHit();

    [LoggerMessage(Level = LogLevel.Information, Message = "Cache MISS! Computing...")]
    private partial void LogMiss();

    [LoggerMessage(Level = LogLevel.Information, Message = "Cache HIT!")]
    private partial void LogHit();
}

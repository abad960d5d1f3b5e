using Larder;
using Larder.Diagnostics;

namespace Storefront.SharedTier;

/// <summary>Asks the shared tier for something, to know whether it answers.</summary>
internal sealed class TierProbe(ICache cache)
{
    public async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var recorder = ReadRecorder.Start();
        await cache.TryGetAsync<string>("probe", cancellationToken);
        return recorder.Reads.All(static read => read.Reason != MissReason.TierUnreachable);
    }
}

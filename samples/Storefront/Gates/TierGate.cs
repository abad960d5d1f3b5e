using Larder.Tiers;

namespace Storefront.Gates;

/// <summary>A gate before a tier: what it refuses is an outage to the cache.</summary>
/// <param name="gate">The gate.</param>
/// <param name="patience">After how long a tier that hangs gives up, as the cache's guard sets no timer beside one that keeps time itself.</param>
/// <param name="clock">Measures that.</param>
internal sealed class TierGate(Gate gate, TimeSpan patience, TimeProvider clock)
{
    public ValueTask PassAsync(CancellationToken cancellationToken) => gate.IsOpen ? default : RefuseAsync(cancellationToken);

    private async ValueTask RefuseAsync(CancellationToken cancellationToken)
    {
        var passing = gate.PassAsync(cancellationToken).AsTask();
        try
        {
            if (await passing.WaitAsync(patience, clock, cancellationToken)) return;
        }
        catch (TimeoutException)
        {
            throw new TierException(TierFailure.TimedOut, "The lab plays that the shared tier does not answer.");
        }

        throw new TierException(TierFailure.Unreachable, "The lab plays that the shared tier is away.");
    }
}

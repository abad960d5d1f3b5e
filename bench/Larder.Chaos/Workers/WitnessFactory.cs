using Larder.Tiers;
using Larder.Validity;

namespace Larder.Chaos.Workers;

/// <summary>Opens a tier with a witness before it and one behind it.</summary>
internal sealed class WitnessFactory(ISharedTierFactory inner, TierWitness witness) : ISharedTierFactory
{
    public string Name => inner.Name;

    public ISharedTier Open(IChangeSink sink) => new WitnessTier(inner.Open(new WitnessSink(sink, witness)), witness);
}

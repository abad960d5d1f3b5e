using Larder.Validity;

namespace Larder.Chaos.Workers;

/// <summary>Hands changes on, and writes down when they had been applied.</summary>
internal sealed class WitnessSink(IChangeSink inner, TierWitness witness) : IChangeSink
{
    public long Position => inner.Position;

    public void Changed(Slot slot)
    {
        inner.Changed(slot);
        witness.Pushed(slot);
    }

    public void ChangedAll(Watch watch) => inner.ChangedAll(watch);

    public void Broken(Watch watch) => inner.Broken(watch);
}

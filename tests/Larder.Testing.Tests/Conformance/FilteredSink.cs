using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>A sink that is told only of the changes that pass.</summary>
internal sealed class FilteredSink(IChangeSink inner, Func<Slot, bool> passes) : IChangeSink
{
    public long Position => inner.Position;

    public void Changed(Slot slot)
    {
        if (passes(slot)) inner.Changed(slot);
    }

    public void ChangedAll(Watch watch) => inner.ChangedAll(watch);

    public void Broken(Watch watch) => inner.Broken(watch);
}

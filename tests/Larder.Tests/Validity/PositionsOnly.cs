using Larder.Validity;

namespace Larder.Tests.Validity;

/// <summary>A sink that only tells positions.</summary>
internal sealed class PositionsOnly(ChangeStripes stripes) : IChangeSink
{
    public long Position => stripes.Position;

    public void Changed(Slot slot)
    {
    }

    public void ChangedAll(Watch watch)
    {
    }

    public void Broken(Watch watch)
    {
    }
}

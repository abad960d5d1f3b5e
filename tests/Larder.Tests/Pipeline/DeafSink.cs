using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>Hears nothing.</summary>
internal sealed class DeafSink : IChangeSink
{
    public long Position => 0;

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

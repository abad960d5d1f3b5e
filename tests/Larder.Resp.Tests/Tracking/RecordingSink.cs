using System.Text;

namespace Larder.Resp.Tests.Tracking;

/// <summary>Writes down what a tracked connection says, in its order.</summary>
internal sealed class RecordingSink : ITrackingSink
{
    private readonly List<string> _told = [];
    private long _proven;

    public IReadOnlyList<string> Told
    {
        get
        {
            lock (_told) return [.. _told];
        }
    }

    public long Proven => Volatile.Read(ref _proven);

    public void Invalidated(ReadOnlySpan<byte> key) => Tell("changed " + Encoding.UTF8.GetString(key));

    public void InvalidatedAll() => Tell("changed all");

    void ITrackingSink.Proven(long moment) => Volatile.Write(ref _proven, moment);

    public long Mark()
    {
        lock (_told) return _told.Count;
    }

    public void Broken() => Tell("broken");

    private void Tell(string what)
    {
        lock (_told) _told.Add(what);
    }
}

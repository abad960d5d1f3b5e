using Larder.Resp.Connections;
using Larder.Resp.Protocol;

namespace Larder.Resp.Tracking;

/// <summary>What a tracked connection receives, as a tracking sink hears it.</summary>
/// <param name="sink">Who hears it.</param>
/// <param name="mode">How the server follows.</param>
/// <param name="isInDoubt">Whether nobody can tell just now that the server is still what it was: then an answer proves nothing.</param>
internal sealed class TrackingAdapter(ITrackingSink sink, TrackingMode mode, Func<bool> isInDoubt) : IConnectionSink
{
    private const long Nothing = long.MinValue;

    private long _previous = Nothing;
    private bool _isOn;

    /// <summary>The server has said that it follows: what is answered from now on proves something.</summary>
    public void Begin() => Volatile.Write(ref _isOn, true);

    public void Pushed(ref RespReader push)
    {
        push.Read();
        if (push.Content.SequenceEqual("invalidate"u8)) Invalidate(ref push);
        else if (push.Content.SequenceEqual("tracking-redir-broken"u8)) sink.InvalidatedAll();
    }

    // In default mode, the push of a change stands before the reply of what ran after it. Prefixes are told at the end of the server's turn,
    // which may be behind that reply, but never behind the one after it: there, a reply proves the moment of the one before.
    public long Answered(long sentAt)
    {
        if (!Volatile.Read(ref _isOn)) return sink.Mark();
        var proven = mode == TrackingMode.Read ? sentAt : _previous;
        _previous = sentAt;
        if (proven != Nothing && !isInDoubt()) sink.Proven(proven);
        return sink.Mark();
    }

    public void Broken()
    {
        Volatile.Write(ref _isOn, false);
        _previous = Nothing;
        sink.Broken();
    }

    private void Invalidate(ref RespReader push)
    {
        push.Read();
        if (push.IsNull)
        {
            sink.InvalidatedAll();
            return;
        }
        for (var left = push.Count; left > 0; left--)
        {
            push.Read();
            sink.Invalidated(push.Content);
        }
    }
}

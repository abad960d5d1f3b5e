using System.Collections.Concurrent;
using Larder.Resp.Connections;

namespace Larder.Resp.Tracking;

/// <summary>A command whose reply comes with its place in the stream.</summary>
internal sealed class PendingTracked<T> : PendingReply<Tracked<T>>
{
    private static readonly ConcurrentQueue<PendingReply[]> Surplus = new();

    [ThreadStatic]
    private static PendingStack? unused;

    private Reply<T>? _reply;
    private ITrackingSink? _stream;

    public static PendingTracked<T> Rent(in Command command, Reply<T> reply, ITrackingSink stream, CancellationToken cancellationToken)
    {
        var pending = (PendingTracked<T>?)(unused ??= new PendingStack(Surplus)).Pop() ?? new PendingTracked<T>();
        pending._reply = reply;
        pending._stream = stream;
        pending.Arm(command, cancellationToken);
        return pending;
    }

    public override void Receive(ReadOnlySpan<byte> frame) => Result = new(_reply!.Decode(frame), _stream!, Place);

    protected override void Recycle() => (unused ??= new PendingStack(Surplus)).Push(this);
}

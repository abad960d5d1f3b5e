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

    public static PendingTracked<T> Rent(in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        var pending = (PendingTracked<T>?)(unused ??= new PendingStack(Surplus)).Pop() ?? new PendingTracked<T>();
        pending._reply = reply;
        pending.Arm(command, cancellationToken);
        return pending;
    }

    public override void Receive(ReadOnlySpan<byte> frame) => Result = new(_reply!.Decode(frame), Place);

    protected override void Recycle() => (unused ??= new PendingStack(Surplus)).Push(this);
}

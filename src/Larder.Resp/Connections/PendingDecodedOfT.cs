using System.Collections.Concurrent;

namespace Larder.Resp.Connections;

/// <summary>A command whose reply is read into a value on the reader loop.</summary>
internal sealed class PendingDecoded<T> : PendingReply<T>
{
    private static readonly ConcurrentQueue<PendingReply[]> Surplus = new();

    [ThreadStatic]
    private static PendingStack? unused;

    private Reply<T>? _reply;

    public static PendingDecoded<T> Rent(in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        var pending = (PendingDecoded<T>?)(unused ??= new PendingStack(Surplus)).Pop() ?? new PendingDecoded<T>();
        pending._reply = reply;
        pending.Arm(command, cancellationToken);
        return pending;
    }

    public override void Receive(ReadOnlySpan<byte> frame) => Result = _reply!.Decode(frame);

    protected override void Recycle() => (unused ??= new PendingStack(Surplus)).Push(this);
}

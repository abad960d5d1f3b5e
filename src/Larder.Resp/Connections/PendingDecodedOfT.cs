namespace Larder.Resp.Connections;

/// <summary>A command whose reply is read into a value on the reader loop.</summary>
internal sealed class PendingDecoded<T> : PendingReply<T>
{
    private Reply<T>? _reply;

    public static PendingDecoded<T> Rent(in Command command, Reply<T> reply, CancellationToken cancellationToken)
    {
        var pending = PendingPool<PendingDecoded<T>>.Rent();
        pending._reply = reply;
        pending.Arm(command, cancellationToken);
        return pending;
    }

    public override void Receive(ReadOnlySpan<byte> frame) => Result = _reply!.Decode(frame);

    protected override void Recycle() => PendingPool<PendingDecoded<T>>.Return(this);
}

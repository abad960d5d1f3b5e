using Larder.Resp.Connections;

namespace Larder.Resp.Client;

/// <summary>A command between MULTI and EXEC: answered with QUEUED, or with why not.</summary>
internal sealed class PendingQueued : PendingReply
{
    private readonly QueuedCommand _queued;

    public PendingQueued(QueuedCommand queued)
    {
        _queued = queued;
        Arm(queued.Command.With(queued.Command.Traits & ~CommandTraits.Blocks), CancellationToken.None);
    }

    public override void Receive(ReadOnlySpan<byte> frame)
    {
    }

    protected override void Resume() => _queued.Refusal = Failure as RespServerException;

    public override void Hold(Exception failure)
    {
        base.Hold(failure);
        _queued.Refusal = failure as RespServerException;
    }
}

using Larder.Resp.Connections;
using Larder.Resp.Protocol;

namespace Larder.Resp.Client;

/// <summary>EXEC: its answer is the answers of all queued commands, or null if a watched key had changed.</summary>
internal sealed class PendingExec : PendingReply<bool>
{
    private readonly IReadOnlyList<QueuedCommand> _queued;

    public PendingExec(IReadOnlyList<QueuedCommand> queued, CancellationToken cancellationToken)
    {
        _queued = queued;
        Arm(new Command("EXEC"), cancellationToken);
    }

    public override void Receive(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        reader.Read();
        Result = !reader.IsNull;
        if (reader.IsNull)
        {
            foreach (var queued in _queued) queued.Fail(new OperationCanceledException());
            return;
        }
        if (reader.Count != _queued.Count) throw reader.Unfit($"a list of {_queued.Count}");
        foreach (var queued in _queued) queued.Receive(reader.Slice());
    }

    // EXECABORT says that something was refused; what, and why, the refused command's own answer said.
    public override void Hold(Exception failure) => base.Hold(_queued.FirstOrDefault(static queued => queued.Refusal is not null)?.Refusal ?? failure);
}

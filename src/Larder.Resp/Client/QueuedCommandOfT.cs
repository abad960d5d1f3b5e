using Larder.Resp.Protocol;

namespace Larder.Resp.Client;

/// <summary>A command of a transaction, and who waits for its part of EXEC's answer.</summary>
internal sealed class QueuedCommand<T>(Command command, Reply<T> reply) : QueuedCommand(command)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _done.Task;

    public override void Receive(ReadOnlySpan<byte> frame)
    {
        var reader = new RespReader(frame);
        reader.Read();
        if (reader.Kind == RespKind.Error)
        {
            Fail(new RespServerException(reader.ReadString()));
            return;
        }
        try
        {
            _done.TrySetResult(reply.Decode(frame));
        }
        catch (RespProtocolException unfit)
        {
            Fail(unfit);
        }
    }

    public override void Fail(Exception failure)
    {
        if (failure is OperationCanceledException) _done.TrySetCanceled(CancellationToken.None);
        else _done.TrySetException(failure);
        // Who did not await its call learns from CommitAsync.
        _ = _done.Task.Exception;
    }
}

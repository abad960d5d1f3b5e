using System.Threading.Tasks.Sources;
using Larder.Resp;
using Larder.Tiers;

namespace Larder.Redis.Tiers;

/// <summary>
/// The answer to a peek, made of the client's when its caller comes for it. What an asynchronous method would do, at a third of the memory: this is
/// the way of every read that leaves memory alone.
/// </summary>
internal sealed class PeekAnswer(SlotReads reads, ServerTime time, ValueTask<byte[]?> reply) : IValueTaskSource<SlotRead>
{
    private Action<object?>? _continuation;
    private object? _state;

    /// <summary>To be awaited once.</summary>
    public ValueTask<SlotRead> Task => new(this, 0);

    public SlotRead GetResult(short token)
    {
        try
        {
            return reads.Interpret(reply.GetAwaiter().GetResult(), time);
        }
        catch (RespException failure)
        {
            return reads.OfFailure(failure);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) =>
        !reply.IsCompleted ? ValueTaskSourceStatus.Pending
        : reply.IsCompletedSuccessfully ? ValueTaskSourceStatus.Succeeded
        : reply.IsCanceled ? ValueTaskSourceStatus.Canceled : ValueTaskSourceStatus.Faulted;

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        (_continuation, _state) = (continuation, state);
        var awaiter = reply.ConfigureAwait(flags.HasFlag(ValueTaskSourceOnCompletedFlags.UseSchedulingContext)).GetAwaiter();
        if (flags.HasFlag(ValueTaskSourceOnCompletedFlags.FlowExecutionContext)) awaiter.OnCompleted(Resume);
        else awaiter.UnsafeOnCompleted(Resume);
    }

    private void Resume() => _continuation!(_state);
}

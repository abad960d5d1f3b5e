using System.Runtime.CompilerServices;

namespace Larder.Resp.Connections;

/// <summary>
/// Waits for bytes, and lends the thread to waiting callers meanwhile: when the wait has been handed to the system, this thread is nobody's, so
/// it resumes callers without waking another one. The loop goes on wherever the bytes arrive, and never waits for what a caller does here.
/// </summary>
internal readonly struct Arming(ValueTask<int> receiving, Completions completions) : ICriticalNotifyCompletion
{
    private readonly ConfiguredValueTaskAwaitable<int>.ConfiguredValueTaskAwaiter _awaiter = receiving.ConfigureAwait(false).GetAwaiter();

    public bool IsCompleted
    {
        get
        {
            if (!_awaiter.IsCompleted) return false;
            // More has come already. The loop goes on with it at once, so somebody else must see to the callers.
            completions.Start();
            return true;
        }
    }

    public Arming GetAwaiter() => this;

    public int GetResult() => _awaiter.GetResult();

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        _awaiter.UnsafeOnCompleted(continuation);
        completions.RunHere();
    }
}

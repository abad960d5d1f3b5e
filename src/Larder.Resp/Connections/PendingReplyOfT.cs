using System.Threading.Tasks.Sources;

namespace Larder.Resp.Connections;

/// <summary>What a caller awaits. The object serves many commands, one after the other; the version tells them apart.</summary>
internal abstract class PendingReply<T> : PendingReply, IValueTaskSource<T>
{
    // Resumed where Complete is called, which is never a reader loop; so nothing has to be queued once more.
    private ManualResetValueTaskSourceCore<T> _source;

    public ValueTask<T> Task => new(this, _source.Version);

    protected T? Result { get; set; }

    public T GetResult(short token)
    {
        var result = Deliver(_source.GetResult(token));
        // A failed one is left to the collector: someone may still look at it.
        if (!WasTaken) return result;
        _source.Reset();
        Result = default;
        Disarm();
        Recycle();
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    protected override void Resume()
    {
        if (Failure is null) _source.SetResult(Result!);
        else _source.SetException(Failure);
    }

    /// <summary>The caller's own thread has come for the result.</summary>
    protected virtual T Deliver(T result) => result;

    /// <summary>Keeps the object for the next command.</summary>
    protected virtual void Recycle()
    {
    }
}

namespace Larder.Resp.Subscriptions;

/// <summary>
/// Between the reader loop, which never waits, and whoever reads the sequence. When it is full, what comes is dropped, and a gap is left where that was.
/// </summary>
internal sealed class MessageBuffer(RespSubscriptionOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<RespMessage> _messages = [];
    private TaskCompletionSource _arrived = Create();
    private long _bytes;
    private bool _hasGap;
    private bool _hasEnded;
    private RespException? _failure;

    public void Add(RespMessage message)
    {
        lock (_lock)
        {
            var isFull = _messages.Count >= options.MaxMessages || _bytes + message.Payload.Length > options.MaxBytes;
            // A message larger than the whole buffer is let into an empty one: else it would never come.
            if (isFull && _messages.Count > 0)
            {
                _hasGap = true;
                return;
            }
            if (_hasGap) _messages.Enqueue(RespMessage.Gap);
            _hasGap = false;
            _messages.Enqueue(message);
            _bytes += message.Payload.Length;
            _arrived.TrySetResult();
        }
    }

    public void AddGap()
    {
        lock (_lock)
        {
            _hasGap = true;
            _arrived.TrySetResult();
        }
    }

    /// <summary>No more comes. What is there can still be read; then the failure is thrown, if there is one.</summary>
    public void End(RespException? failure = null)
    {
        lock (_lock)
        {
            if (_hasEnded) return;
            (_hasEnded, _failure) = (true, failure);
            _arrived.TrySetResult();
        }
    }

    /// <summary>The next message or gap; null at the end.</summary>
    /// <exception cref="RespException">The subscription cannot go on.</exception>
    public async ValueTask<RespMessage?> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_lock)
            {
                if (_messages.TryDequeue(out var message))
                {
                    _bytes -= message.Payload.Length;
                    return message;
                }
                if (_hasGap)
                {
                    _hasGap = false;
                    return RespMessage.Gap;
                }
                if (_hasEnded) return _failure is null ? null : throw _failure;
                if (_arrived.Task.IsCompleted) _arrived = Create();
                arrived = _arrived.Task;
            }
            await arrived.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource Create() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

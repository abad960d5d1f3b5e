using Larder.Tiers;

namespace Larder.Sqlite.Storage;

/// <summary>A change with an answer.</summary>
internal abstract class AnsweredWrite<T> : WriteOp
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationToken _cancellationToken;

    public override bool IsAbandoned => _cancellationToken.IsCancellationRequested;

    /// <summary>What the last run found out.</summary>
    protected T Answer { get; set; } = default!;

    /// <summary>The answer, once it is committed.</summary>
    public Task<T> WaitAsync(CancellationToken cancellationToken)
    {
        _cancellationToken = cancellationToken;
        return _done.Task.WaitAsync(cancellationToken);
    }

    public override void Committed() => _done.TrySetResult(Answer);

    public override void Failed(TierException error)
    {
        // A caller who went away does not look any more; that is no unobserved failure.
        if (_done.TrySetException(error)) _ = _done.Task.Exception;
    }
}

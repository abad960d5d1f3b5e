namespace Larder.Tests;

/// <summary>A database of one value, whose slow read tells when it has read and waits before it answers.</summary>
internal sealed class Source
{
    private int _loads;

    public int Value { get; set; }

    public Exception? Failure { get; set; }

    public int Loads => Volatile.Read(ref _loads);

    public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Finish { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ValueTask<int> LoadAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        return Failure is { } failure ? ValueTask.FromException<int>(failure) : new ValueTask<int>(Value);
    }

    public async ValueTask<int> LoadSlowlyAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _loads);
        var read = Value;
        Started.TrySetResult();
        await Finish.Task.WaitAsync(cancellationToken);
        return Failure is { } failure ? throw failure : read;
    }

    public async ValueTask<IReadOnlyDictionary<string, int>> LoadManySlowlyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var value = await LoadSlowlyAsync(cancellationToken);
        return ids.ToDictionary(static id => id, _ => value);
    }
}

namespace Larder.Warming;

/// <summary>What one run did so far; written by all its items at once.</summary>
internal sealed class WarmUpProgress(TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private int _done, _failed, _total;
    private string? _error;

    public DateTimeOffset StartedAt { get; } = time.GetUtcNow();

    public string? Error => Volatile.Read(ref _error);

    public int FailedItems => Volatile.Read(ref _failed);

    public void Expect(int items) => Interlocked.Add(ref _total, items);

    public void Finish() => Interlocked.Increment(ref _done);

    public void Fail(Exception error)
    {
        Interlocked.Increment(ref _failed);
        Note(error);
    }

    public void Note(Exception error) => Interlocked.CompareExchange(ref _error, $"{error.GetType().Name}: {error.Message}", null);

    public TimeSpan Elapsed => time.GetElapsedTime(_startedAt);

    public WarmUpState ToState(string name, WarmUpStatus status, int runs, TimeSpan took) =>
        new(name, status, Volatile.Read(ref _done), Volatile.Read(ref _failed), Volatile.Read(ref _total))
        {
            Runs = runs,
            StartedAt = StartedAt,
            TookMs = took.TotalMilliseconds,
            Error = Error,
        };
}

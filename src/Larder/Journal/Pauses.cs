namespace Larder.Journal;

/// <summary>How long to wait after failures in a row: a random part of a bound that doubles, so that many who failed together do not come back together.</summary>
internal sealed class Pauses(EnginePace pace, TimeProvider time, Random random)
{
    private readonly Lock _gate = new();

    public Task AfterAsync(int failures, CancellationToken cancellationToken)
    {
        var bound = Math.Min(pace.LongestPause.TotalMilliseconds, pace.FirstPause.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 30)));
        double chance;
        lock (_gate) chance = random.NextDouble();
        return Task.Delay(TimeSpan.FromMilliseconds(Math.Max(1, bound * chance)), time, cancellationToken);
    }
}

using System.Diagnostics;

namespace Larder.Figures.Write;

/// <summary>Callers who write one row after the other, each as soon as the one before is acknowledged; and the versions that they were given.</summary>
internal sealed class WriteCallers(OpenStore store, int keys)
{
    private const int Callers = 64;

    private readonly long[] _versions = new long[keys];

    /// <summary>Acknowledged writes a second.</summary>
    public async Task<double> PerSecondAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var startedAt = Stopwatch.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, Callers).Select(number => Task.Run(() => WriteAsync(number, startedAt, duration, cancellationToken), cancellationToken)));
        return counts.Sum() / Stopwatch.GetElapsedTime(startedAt).TotalSeconds;
    }

    /// <summary>How many rows the table does not have as they were acknowledged last.</summary>
    public int Missing() => Enumerable.Range(0, keys).Count(key => store.Table.VersionOf(key) < Volatile.Read(ref _versions[key]));

    private async Task<long> WriteAsync(int number, long startedAt, TimeSpan duration, CancellationToken cancellationToken)
    {
        var random = new Random(number);
        var count = 0L;
        for (; Stopwatch.GetElapsedTime(startedAt) < duration; count++)
        {
            var key = random.Next(keys);
            var receipt = await store.Rows.SaveAsync(key, new StockRow(key, $"Article {key}", (int)count, 9.95m), cancellationToken);
            for (var known = Volatile.Read(ref _versions[key]); receipt.Version > known; known = Volatile.Read(ref _versions[key]))
                Interlocked.CompareExchange(ref _versions[key], receipt.Version, known);
        }

        return count;
    }
}

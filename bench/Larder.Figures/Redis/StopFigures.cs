using System.Diagnostics;
using Larder.Support;

namespace Larder.Figures.Redis;

/// <summary>What requests feel when the server stands still and nobody is told.</summary>
internal static class StopFigures
{
    private const int PerSecond = 500;
    private const int Bulkhead = 32;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Stopped = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(4);

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var server = await RedisServer.StartAsync();
        await using var open = await OpenCache.StartAsync(server.Url, static options => options.MaxConcurrentLoads = Bulkhead);
        var load = new RequestLoad(open.Cache, PerSecond);
        await load.FillAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = load.RunAsync(over.Token);
        await Task.Delay(Before, cancellationToken);
        var stoppedAt = Stopwatch.GetTimestamp();
        server.Suspend();
        await Task.Delay(Stopped, cancellationToken);
        server.Resume();
        var resumedAt = Stopwatch.GetTimestamp();
        await Task.Delay(After, cancellationToken);
        await over.CancelAsync();
        var requests = await running;
        double[] first = Added(requests, stoppedAt, stoppedAt + Stopwatch.Frequency), later = Added(requests, stoppedAt + Stopwatch.Frequency, resumedAt);
        figures.Write("redis.stop.failed", requests.Count(static request => request.Failed), "requests");
        figures.Write("redis.stop.requests", requests.Count, "requests");
        figures.Write("redis.stop.before.p99", Percentile.Of(Added(requests, stoppedAt - Stopwatch.Frequency, stoppedAt), 0.99), "ms");
        figures.Write("redis.stop.first-second.p99", Percentile.Of(first, 0.99), "ms");
        figures.Write("redis.stop.first-second.max", first.Max(), "ms");
        figures.Write("redis.stop.after.p99", Percentile.Of(later, 0.99), "ms");
        figures.Write("redis.stop.after.max", later.Max(), "ms");
        figures.Write("redis.stop.db-concurrency", load.MostLoading, "loads");
        figures.Write("redis.stop.bulkhead", Bulkhead, "loads");
    }

    private static double[] Added(IReadOnlyList<Request> requests, long from, long to) =>
        [.. requests.Where(request => request.At >= from && request.At < to).Select(static request => request.AddedMilliseconds)];
}

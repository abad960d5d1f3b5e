using System.Diagnostics;
using Larder.Support;

namespace Larder.Figures.Redis;

/// <summary>What requests feel when the primary dies and the sentinels make a replica the new one.</summary>
internal static class FailoverFigures
{
    private const int PerSecond = 200;
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var open = await OpenCache.StartAsync(group.Url);
        var load = new RequestLoad(open.Cache, PerSecond);
        await load.FillAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = load.RunAsync(over.Token);
        await Task.Delay(Before, cancellationToken);
        var old = await group.PrimaryAsync();
        var killedAt = Stopwatch.GetTimestamp();
        await old.KillAsync();
        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() != old);
        var elected = Stopwatch.GetElapsedTime(killedAt).TotalMilliseconds;
        await Eventually.HoldsAsync(async () => await open.Cache.SetAsync("after", 1));
        var healed = Stopwatch.GetElapsedTime(killedAt).TotalMilliseconds;
        await Task.Delay(After, cancellationToken);
        await over.CancelAsync();
        var requests = await running;
        figures.Write("redis.failover.failed", requests.Count(static request => request.Failed), "requests");
        figures.Write("redis.failover.requests", requests.Count, "requests");
        figures.Write("redis.failover.p99", Percentile.Of([.. requests.Where(request => request.At >= killedAt).Select(static request => request.AddedMilliseconds)], 0.99), "ms");
        figures.Write("redis.failover.elected", elected, "ms");
        figures.Write("redis.failover.healed", healed, "ms");
    }
}

using System.Diagnostics;
using System.Net;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Support;

namespace Larder.Figures.Redis;

/// <summary>
/// What a read through the shared tier costs beside the client's own GET of the same number of bytes, which also gives its caller an array: rounds of both
/// in turn, and the median of the ratios of neighbours.
/// </summary>
internal static class ReadFigures
{
    private const int Callers = 64;
    private const int Reads = 200_000;
    private const int ManyKeys = 100;
    private const int ManyReads = 5_000;
    private const int ManyCallers = 4;
    private const int Rounds = 5;

    // Fewer measure the compiler beside the reads.
    private const int WarmupRounds = 4;

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var server = await RedisServer.StartAsync();
        await using var open = await OpenCache.StartAsync(server.Url, OpenCache.Patient);
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), cancellationToken);
        for (var i = 0; i < Math.Max(Callers, ManyKeys); i++)
        {
            await open.Cache.SetAsync($"bytes:{i}", new byte[100], Options, cancellationToken);
            await open.Cache.SetAsync($"json:{i}", Product.Of(i), Options, cancellationToken);
            await client.SetAsync($"raw:{i}", new byte[100], cancellationToken: cancellationToken);
            await client.SetAsync($"raw200:{i}", new byte[200], cancellationToken: cancellationToken);
        }

        await ContestAsync(figures, "redis.read.vs-client", (Callers, Reads), i => CacheGet(open.Cache, $"bytes:{i}", new byte[100]), i => RawGet(client, $"raw:{i}"));
        await ContestAsync(figures, "redis.read.json.vs-client", (Callers, Reads), i => CacheGet(open.Cache, $"json:{i}", Product.Of(i)), i => RawGet(client, $"raw200:{i}"));
        await ContestAsync(figures, "redis.many100.vs-mget", (ManyCallers, ManyReads), _ => CacheMany(open.Cache), _ => RawMany(client));
    }

    private static CacheEntryOptions Options { get; } = new() { Tiers = OpenCache.WithoutMemory };

    private static async Task ContestAsync(
        FigureWriter figures, string name, (int Callers, int Reads) load, Func<int, Func<ValueTask>> ours, Func<int, Func<ValueTask>> theirs)
    {
        List<double> ratios = [], perSecond = [], baseline = [];
        for (var round = 0; round < WarmupRounds + Rounds; round++)
        {
            var raw = await PerSecondAsync(load, theirs);
            var cached = await PerSecondAsync(load, ours);
            if (round < WarmupRounds) continue;
            ratios.Add(cached / raw);
            perSecond.Add(cached);
            baseline.Add(raw);
        }
        figures.Write(name, Median.Of(ratios), "of-baseline");
        figures.Write($"{name}.ops", Median.Of(perSecond), "per-second");
        figures.Write($"{name}.baseline", Median.Of(baseline), "per-second");
    }

    private static async Task<double> PerSecondAsync((int Callers, int Reads) load, Func<int, Func<ValueTask>> callerOf)
    {
        var each = load.Reads / load.Callers;
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, load.Callers).Select(async number =>
        {
            var call = callerOf(number);
            await Task.Yield();
            for (var i = 0; i < each; i++) await call();
        }));
        return (double)each * load.Callers / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Func<ValueTask> CacheGet<T>(ICache cache, string key, T expected) => async () =>
    {
        var value = await cache.GetOrLoadAsync<int, T>(key, 0, static (_, _, _) => throw new InvalidOperationException("It was not in the tier."), Options);
        if (expected is not byte[] && !Equals(value, expected)) throw new InvalidOperationException($"{value} came.");
    };

    private static Func<ValueTask> RawGet(RespClient client, string key) => async () =>
    {
        if (await client.GetAsync(key) is null) throw new InvalidOperationException("No value came.");
    };

    private static Func<ValueTask> CacheMany(ICache cache)
    {
        int[] ids = [.. Enumerable.Range(0, ManyKeys)];
        return async () =>
        {
            var found = await cache.GetOrLoadManyAsync<int, int, byte[]>(
                ids, static id => $"bytes:{id}", 0, static (_, _, _) => throw new InvalidOperationException("They were not in the tier."), Options);
            if (found.Count != ManyKeys) throw new InvalidOperationException($"{found.Count} values came.");
        };
    }

    private static Func<ValueTask> RawMany(RespClient client) => async () =>
    {
        var found = await client.GetManyAsync(Enumerable.Range(0, ManyKeys).Select(static id => $"raw:{id}"));
        if (found.Length != ManyKeys || found[^1] is not { Length: 100 }) throw new InvalidOperationException("Not all values came.");
    };
}

using Larder.Redis.Tests.Support;
using Larder.Support;

namespace Larder.Redis.Tests.Failures;

/// <summary>A server that evicts takes entries, and not the marks on which all entries depend.</summary>
public sealed class EvictionTests
{
    private const int Hot = 50;
    private static readonly CacheEntryOptions Tagged = new() { Tags = ["hot"], Tiers = CacheTiers.All & ~CacheTiers.WriteMemory };
    private static readonly CacheEntryOptions Untagged = new() { Tiers = CacheTiers.All & ~CacheTiers.WriteMemory };

    [Fact]
    public async Task A_hot_family_keeps_its_hits_while_ten_times_the_memory_is_written()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 6mb", "maxmemory-policy allkeys-lru", "maxmemory-samples 10");
        await using var instance = new Instance(server.Url);

        // Nothing that could be compressed. The server's idea of "least recently" has a grain of a second: faster than this, it evicts by chance.
        var cold = Convert.ToBase64String(Bytes(7_500));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(30));
        var (loads, reads) = (0, 0);
        for (var number = 0; number < 6_000; number++)
        {
            await instance.ReadAsync($"cold:{number}", cold, Untagged);
            if (number % 12 == 0) await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            if (number % 2 != 0) continue;
            reads++;
            await instance.Cache.GetOrLoadAsync($"hot:{number / 2 % Hot}", _ =>
            {
                loads++;
                return new ValueTask<string>("hot");
            }, Tagged);
        }

        Assert.True(await EvictedAsync(server) > 1_000, "The server evicted too little for this to say anything.");
        Assert.InRange((double)loads / reads, 0, 0.1);
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(3).NextBytes(bytes);
        return bytes;
    }

    private static async Task<long> EvictedAsync(RedisServer server)
    {
        var line = (await server.TextAsync("INFO", "stats")).Split('\n').First(static line => line.StartsWith("evicted_keys:", StringComparison.Ordinal));
        return long.Parse(line["evicted_keys:".Length..].Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }
}

using Larder.Testing.Hosting;

namespace Larder.Tests.PeerFailures;

public sealed class AccountingTests
{
    [Fact]
    public async Task The_account_of_memory_does_not_drift_when_a_few_keys_come_and_go_from_many_threads()
    {
        // Elsewhere the account falls below zero, and from then on everything that is set is dropped.
        await using var harness = new CacheHarness(static options => (options.MemoryBytes, options.MemoryEntries) = (4 << 20, 6));
        string[] keys = [.. Enumerable.Range(0, 8).Select(static number => $"key {number}")];

        await Task.WhenAll(Enumerable.Range(1, 4).Select(seed => Task.Run(() => ChurnAsync(harness, keys, new Random(seed)))));
        foreach (var key in keys) await harness.Cache.RemoveAsync(key);

        Assert.Equal((0, 0L), (harness.Stats.Entries, harness.Stats.MemoryBytes));
        foreach (var key in keys[..6])
        {
            await harness.Cache.SetAsync(key, key);
            Assert.Equal(key, (await harness.Cache.TryGetAsync<string>(key)).Value);
        }

        Assert.Equal(6, harness.Stats.Entries);
    }

    private static async Task ChurnAsync(CacheHarness harness, string[] keys, Random random)
    {
        var brief = new CacheEntryOptions { Expiration = TimeSpan.FromMilliseconds(5), StaleFor = TimeSpan.FromMilliseconds(3) };
        for (var step = 0; step < 20_000; step++)
        {
            var key = keys[random.Next(keys.Length)];
            switch (random.Next(6))
            {
                case 0 or 1:
                    await harness.Cache.SetAsync(key, new string('x', random.Next(200)), brief);
                    break;
                case 2:
                    await harness.Cache.RemoveAsync(key);
                    break;
                case 3:
                    await harness.Cache.GetOrLoadAsync(key, random, static (random, _, _) => new ValueTask<string>(new string('y', random.Next(200))), brief);
                    break;
                case 4:
                    await harness.Cache.ExpireAsync(key);
                    break;
                default:
                    harness.Clock.Advance(TimeSpan.FromMilliseconds(1));
                    break;
            }
        }
    }
}

using Larder.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Pipeline;

/// <summary>The bytes that memory accounts for are those that the heap holds.</summary>
[Collection(AloneCollection.Name)]
public sealed class HeapAccountTests
{
    [Fact]
    public async Task The_accounted_bytes_are_near_to_what_the_heap_grows_by()
    {
        const int Entries = 200_000;
        var services = new ServiceCollection();
        services.AddLarder();
        services.AddLarder("large").Configure(static options => options.MemoryBytes = 1L << 30);
        await using var provider = services.BuildServiceProvider();
        var cache = provider.GetRequiredKeyedService<ICache>("large");
        var before = HeapBytes();

        for (var number = 0; number < Entries; number++) await cache.SetAsync($"product:{number:000000}", new string('x', 100));

        var growth = HeapBytes() - before;
        var accounted = provider.GetRequiredService<CacheCatalog>().MemoryOf("large", most: 0).Bytes;
        Assert.InRange((double)accounted / growth, 0.8, 1.25);
        GC.KeepAlive(cache);
    }

    /// <summary>What earlier tests left to their finalizers is not taken for the cache's.</summary>
    private static long HeapBytes()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

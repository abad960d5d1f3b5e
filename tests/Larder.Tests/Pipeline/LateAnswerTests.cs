using Larder.Hosting;
using Larder.Serialization;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Tests.Pipeline;

/// <summary>Removals and the answers that fill memory go different ways: an answer may arrive after the removal that came after it.</summary>
public sealed class LateAnswerTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task An_answer_from_before_a_removal_of_this_process_is_not_kept_however_late_it_comes()
    {
        await using var other = new CacheHarness(_server);
        await other.Cache.SetAsync("apple", 1);
        var late = new LateTierFactory(_server, "apple");
        var surroundings = new CacheSurroundings(late, ForeignSerializers.None, NullLogger.Instance, _server.Clock);
        await using var cache = CacheAssembly.Build("", new CacheOptions { Name = "test" }, surroundings);

        var early = ReadAsync(cache).AsTask();
        await late.Answered;
        await cache.RemoveAsync("apple");
        late.Arrive();

        Assert.Equal(1, await early);
        Assert.Equal(2, await ReadAsync(cache));
    }

    private static ValueTask<int> ReadAsync(ICache cache) => cache.GetOrLoadAsync("apple", static _ => new ValueTask<int>(2));
}

using System.Security.Cryptography;
using Larder.Serialization;
using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tests.Pipeline;
using Microsoft.Extensions.Caching.Hybrid;

namespace Larder.Tests.Serialization;

public sealed class CompressionTests
{
    private static readonly string Text = string.Concat(Enumerable.Range(0, 2_000).Select(static i => $"line {i}\n"));

    private readonly EntryCodec _codec = Codecs.Make();
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public void A_large_payload_is_compressed_and_comes_back()
    {
        var frame = _codec.Encode(Text, compressAbove: Text.Length);

        Assert.True(IsCompressed(frame));
        Assert.InRange(frame.Length, 1, Text.Length / 3);
        Assert.Equal(Text, _codec.Read<string>(frame));
        Assert.True(_codec.TryDecode<string>(Codecs.Name, frame, out _, out var content));
        Assert.Equal(Text.Length, content.Payload.Length);
    }

    [Fact]
    public void A_payload_below_the_threshold_is_not_compressed()
    {
        Assert.False(IsCompressed(_codec.Encode(Text, compressAbove: Text.Length + 1)));
    }

    [Fact]
    public void What_hardly_shrinks_is_kept_as_it_is()
    {
        var noise = RandomNumberGenerator.GetBytes(20_000);
        byte[] almost = [.. noise, .. new byte[2_000]];
        byte[] enough = [.. noise, .. new byte[4_000]];

        Assert.False(IsCompressed(_codec.Encode(noise, compressAbove: 0)));
        Assert.False(IsCompressed(_codec.Encode(almost, compressAbove: 0)));
        Assert.True(IsCompressed(_codec.Encode(enough, compressAbove: 0)));
    }

    [Fact]
    public void Payloads_of_every_small_size_come_back()
    {
        for (var length = 0; length < 300; length++)
        {
            var value = new byte[length];
            Assert.Equal(value, _codec.Read<byte[]>(_codec.Encode(value, compressAbove: 0)));
        }
    }

    [Fact]
    public async Task The_cache_compresses_from_its_threshold_on_unless_the_call_says_otherwise()
    {
        await using var harness = new CacheHarness(_server, static options => options.CompressAbove = 10_000);

        await harness.Cache.SetAsync("small", Text[..9_999]);
        await harness.Cache.SetAsync("large", Text[..10_000]);
        await harness.Cache.SetAsync("never", Text, new() { CompressAbove = int.MaxValue });
        await harness.Cache.SetAsync("early", Text[..100], new() { CompressAbove = 100 });

        Assert.False(await IsCompressedAsync("small"));
        Assert.True(await IsCompressedAsync("large"));
        Assert.False(await IsCompressedAsync("never"));
        Assert.True(await IsCompressedAsync("early"));
    }

    [Fact]
    public async Task By_default_four_kilobytes_are_compressed()
    {
        await using var harness = new CacheHarness(_server);

        await harness.Cache.SetAsync("small", Text[..4_095]);
        await harness.Cache.GetOrLoadAsync("large", static _ => new ValueTask<string>(Text[..4_096]));

        Assert.False(await IsCompressedAsync("small"));
        Assert.True(await IsCompressedAsync("large"));
    }

    [Fact]
    public async Task The_flag_of_HybridCache_turns_it_off()
    {
        await using var harness = new CacheHarness(_server);

        await harness.Hybrid.SetAsync("on", Text);
        await harness.Hybrid.SetAsync("off", Text, new() { Flags = HybridCacheEntryFlags.DisableCompression });
        await harness.Hybrid.GetOrCreateAsync(
            "loaded", static _ => new ValueTask<string>(Text), new() { Flags = HybridCacheEntryFlags.DisableCompression });

        Assert.True(await IsCompressedAsync("on"));
        Assert.False(await IsCompressedAsync("off"));
        Assert.False(await IsCompressedAsync("loaded"));
    }

    [Fact]
    public async Task Another_process_reads_it_and_memory_weighs_what_the_value_takes()
    {
        await using var one = new CacheHarness(_server);
        await using var two = new CacheHarness(_server);
        await one.Cache.SetAsync("a", Text);

        Assert.Equal(Text, (await two.Cache.TryGetAsync<string>("a")).Value);

        Assert.Equal(one.Stats.MemoryBytes, two.Stats.MemoryBytes);
        Assert.True(two.Stats.MemoryBytes >= Text.Length);
    }

    [Fact]
    public async Task A_threshold_below_zero_is_refused()
    {
        await using var harness = new CacheHarness();

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await harness.Cache.SetAsync("a", 1, new() { CompressAbove = -1 }));

        Assert.StartsWith("LAR315", error.Message);
    }

    private async Task<bool> IsCompressedAsync(string key) => IsCompressed(await _server.BodyOfAsync(key));

    private static bool IsCompressed(byte[] frame)
    {
        Assert.True(FrameHeader.TryRead(frame, out var header, out _));
        return header.Flags.HasFlag(FrameFlags.Compressed);
    }
}

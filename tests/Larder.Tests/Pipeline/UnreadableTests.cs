using Larder.Testing;
using Larder.Testing.Hosting;
using Larder.Testing.Tiers;
using Larder.Tests.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.Tests.Pipeline;

/// <summary>What can't be read, whoever wrote it, is a miss with its reason, counted, and at most one line a minute in the log.</summary>
public sealed class UnreadableTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(static i => (byte)i)];

    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Theory]
    [InlineData("")]
    [InlineData("no frame")]
    [InlineData("L\u0001\0\0 and a frame of an older version, longer than any header of this one is")]
    public async Task Bytes_that_are_no_frame_are_a_miss_and_are_replaced(string body)
    {
        await using var harness = new CacheHarness(_server);
        await _server.WriteBodyAsync("a", System.Text.Encoding.ASCII.GetBytes(body), TimeSpan.FromHours(1));

        Assert.False(await harness.Cache.ExistsAsync("a"));
        Assert.Equal(7, await harness.Cache.GetOrLoadAsync("a", static _ => new ValueTask<int>(7)));

        Assert.Equal(1, harness.Stats.MissesByReason[MissReason.Unreadable]);
        await using var other = new CacheHarness(_server);
        Assert.Equal(7, (await other.Cache.TryGetAsync<int>("a")).Value);
    }

    [Fact]
    public async Task Encrypted_entries_are_shared_by_those_who_have_the_key()
    {
        await using var one = new CacheHarness(_server, static options => options.EncryptionKeys.Add("k", Key));
        await using var two = new CacheHarness(_server, static options => options.EncryptionKeys.Add("k", Key));

        await one.Cache.SetAsync("a", "secret");

        Assert.Equal("secret", (await two.Cache.TryGetAsync<string>("a")).Value);
        Assert.True(await two.Cache.ExistsAsync("a"));
        Assert.Equal(-1, (await _server.BodyOfAsync("a")).AsSpan().IndexOf("secret"u8));
    }

    [Fact]
    public async Task An_entry_that_was_moved_to_another_key_is_a_miss()
    {
        await using var harness = new CacheHarness(_server, static options => options.EncryptionKeys.Add("k", Key));
        await harness.Cache.SetAsync("rights:alice", "admin");
        await _server.WriteBodyAsync("rights:bob", await _server.BodyOfAsync("rights:alice"), TimeSpan.FromHours(1));

        Assert.False(await harness.Cache.ExistsAsync("rights:bob"));
        Assert.Equal("guest", await harness.Cache.GetOrLoadAsync("rights:bob", static _ => new ValueTask<string>("guest")));

        Assert.Equal(1, harness.Stats.MissesByReason[MissReason.Unreadable]);
    }

    [Fact]
    public async Task A_plain_entry_is_a_miss_for_who_has_a_ring()
    {
        await using var plain = new CacheHarness(_server);
        await plain.Cache.SetAsync("rights:bob", "admin", new() { StaleFor = TimeSpan.FromHours(1) });
        await using var harness = new CacheHarness(_server, static options => options.EncryptionKeys.Add("k", Key));

        Assert.False(await harness.Cache.ExistsAsync("rights:bob"));
        await harness.Cache.ExpireAsync("rights:bob");

        Assert.Equal("guest", await harness.Cache.GetOrLoadAsync("rights:bob", static _ => new ValueTask<string>("guest")));
    }

    [Fact]
    public async Task An_entry_whose_slot_lost_its_end_keeps_its_own()
    {
        await using var harness = new CacheHarness(_server);
        await harness.Cache.SetAsync("a", 1, new() { Expiration = TimeSpan.FromMinutes(1), StaleFor = TimeSpan.Zero });
        await _server.WriteBodyAsync("a", await _server.BodyOfAsync("a"), expiration: null);
        await using var other = new CacheHarness(_server);

        Assert.Equal(1, (await other.Cache.TryGetAsync<int>("a")).Value);
        harness.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.NotEqual(ReadSource.Memory, (await other.Cache.TryGetAsync<int>("a")).Source);
    }

    [Fact]
    public async Task A_thousand_unreadable_entries_are_one_line_a_minute()
    {
        var log = new LogLines();
        var clock = new FakeClock();
        var server = new InMemoryTierServer(clock);
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddLogging(logging => logging.AddProvider(log))
            .AddLarder().Configure(static options => options.Name = "test").UseSharedTier((_, _) => server).Services.BuildServiceProvider();
        var cache = services.GetRequiredService<ICache>();
        for (var i = 0; i < 1_000; i++) await server.WriteBodyAsync($"k{i}", [1, 2, 3], TimeSpan.FromHours(1));

        for (var i = 0; i < 999; i++) await cache.GetOrLoadAsync($"k{i}", static _ => new ValueTask<int>(1));
        Assert.Single(log.Lines, static line => line.Contains("LAR401", StringComparison.Ordinal));
        clock.Advance(TimeSpan.FromMinutes(1));
        await cache.GetOrLoadAsync("k999", static _ => new ValueTask<int>(1));

        var last = log.Lines.Where(static line => line.Contains("LAR401", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, last.Length);
        Assert.Contains("999 entries", last[1], StringComparison.Ordinal);
    }
}

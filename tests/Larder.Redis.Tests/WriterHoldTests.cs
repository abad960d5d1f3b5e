using Larder.Redis.Hosting;
using Larder.Redis.Tests.Conformance;
using Larder.Redis.Tests.Support;
using Larder.Redis.Tiers;
using Larder.Support;
using Larder.Validity;

namespace Larder.Redis.Tests;

/// <summary>Changes of the source under a hold, on a real server and in a real cluster, where an entry and its holds are in different slots.</summary>
public sealed class WriterHoldTests(OneServer one, OneCluster three) : IClassFixture<OneServer>, IClassFixture<OneCluster>
{
    private readonly string[] _keys = [.. Enumerable.Range(0, 8).Select(number => $"hold:{Guid.NewGuid():N}:{number}")];
    private volatile string _source = "old";

    [Theory, InlineData(false), InlineData(true)]
    public async Task What_is_loaded_while_a_change_runs_is_kept_by_nobody(bool inCluster)
    {
        await using Instance writer = New(inCluster), reader = New(inCluster);
        foreach (var key in _keys) Assert.Equal("old", await ReadAsync(reader, key));

        await writer.Cache.ChangeSourceAsync(_keys, async _ =>
        {
            foreach (var key in _keys)
            {
                Assert.Equal("old", await ReadAsync(writer, key));
                Assert.Equal("old", await ReadAsync(reader, key));
                Assert.False((await writer.Cache.TryGetAsync<string>(key)).Found);
            }

            _source = "new";
        });

        foreach (var key in _keys)
        {
            Assert.Equal("new", await ReadAsync(writer, key));
            Assert.Equal("new", await ReadAsync(reader, key));
            Assert.True((await writer.Cache.TryGetAsync<string>(key)).Found);
        }
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_writer_that_dies_between_commit_and_end_leaves_no_old_copy(bool inCluster)
    {
        await using Instance first = New(inCluster), second = New(inCluster);
        foreach (var key in _keys) Assert.Equal("old", await ReadAsync(first, key));

        await HoldAndDieAsync(inCluster);
        foreach (var key in _keys) Assert.Equal("old", await ReadAsync(first, key));
        _source = "new";

        foreach (var key in _keys) Assert.Equal("new", await ReadAsync(second, key));
        await Eventually.HoldsAsync(async () =>
        {
            // Each read has the new value, and in the end it is kept.
            var isKept = true;
            foreach (var key in _keys)
            {
                Assert.Equal("new", await ReadAsync(first, key));
                isKept &= (await second.Cache.TryGetAsync<string>(key)).Found;
            }

            return isKept;
        });
        foreach (var key in _keys) Assert.Equal("new", (await second.Cache.TryGetAsync<string>(key)).Value);
    }

    [Fact]
    public async Task A_hold_that_is_over_leaves_no_key()
    {
        await using var writer = New(inCluster: false);

        await writer.Cache.ChangeSourceAsync(_keys, _ => ValueTask.CompletedTask);

        foreach (var key in _keys) Assert.Equal(0L, await one.Server.CallAsync("EXISTS", SlotKey.HoldsOf(EntryOf(key))));
    }

    [Fact]
    public async Task A_listing_and_a_removal_by_pattern_do_not_see_holds()
    {
        await using var writer = New(inCluster: false);

        await writer.Cache.ChangeSourceAsync(_keys[..1], async _ =>
        {
            Assert.Equal(0L, (await writer.Cache.RemoveByPatternAsync($"*{_keys[0][5..]}*")).Count);
            Assert.Equal(1L, await one.Server.CallAsync("EXISTS", SlotKey.HoldsOf(EntryOf(_keys[0]))));
        });
    }

    private static Slot EntryOf(string key) => new(SlotKind.Entry, Instance.Prefix + key);

    private async Task HoldAndDieAsync(bool inCluster)
    {
        var options = new CacheOptions { Name = "shop", CommandTimeout = TimeSpan.FromSeconds(5) };
        options.Redis.Url = UrlOf(inCluster);
        await using var connection = new RedisConnection(ConnectionSettings.Of(options));
        await using var holds = new RedisHolds(() => connection.Client);
        await holds.HoldAsync(_keys.Select(EntryOf).ToArray(), new VersionSource().Next(), TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
    }

    private Task<string> ReadAsync(Instance instance, string key) =>
        instance.Cache.GetOrLoadAsync(key, _ => new ValueTask<string>(_source)).AsTask();

    private string UrlOf(bool inCluster) => inCluster ? three.Cluster.Url : one.Server.Url;

    private Instance New(bool inCluster) => new(UrlOf(inCluster), static options => options.WriterHoldFor = TimeSpan.FromSeconds(10));
}

using Larder.Redis.Tests.Support;
using Larder.Support;
using Larder.Testing.Conformance;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Redis.Tests.Conformance;

/// <summary>What docs/guide/redis.md says that a user must be allowed is enough, and all of it is needed.</summary>
public sealed class LeastRightsTests(OneServer one) : IClassFixture<OneServer>
{
    private const string User = "least:secret";

    public static TheoryData<string> Clauses => [.. new TierConformance(new LeastRightsPlace(server: null)).Clauses.Select(clause => clause.Name)];

    [Theory, MemberData(nameof(Clauses))]
    public async Task The_tier_keeps_the_clause(string clause)
    {
        await LeastRightsPlace.AllowAsync(one.Server, "*", LeastRightsPlace.Holds.Split(' '));
        await using LeastRightsPlace place = new(one.Server);

        await new TierConformance(place).RunAsync(clause, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Cache_that_may_touch_its_own_keys_alone_is_refused_nothing()
    {
        await using var server = await RedisServer.StartAsync();
        await LeastRightsPlace.AllowAsync(server, "app:*");
        await using var app = await StartAsync($"redis://{User}@{server.EndPoint}");

        await UseAllAsync(app.Cache);
        await Eventually.HoldsAsync(async () => (await server.TextAsync("INFO", "commandstats")).Contains("cmdstat_touch", StringComparison.Ordinal));

        Assert.Empty(await RefusedAsync(server));
        Assert.Empty(app.Log.With("LAR"));
    }

    [Theory]
    [InlineData("ping")]
    [InlineData("get")]
    [InlineData("mget")]
    [InlineData("getrange")]
    [InlineData("set")]
    [InlineData("unlink")]
    [InlineData("exists")]
    [InlineData("touch")]
    [InlineData("scan")]
    [InlineData("eval")]
    [InlineData("evalsha")]
    [InlineData("time")]
    [InlineData("client|tracking")]
    public async Task Cache_needs_each_of_the_commands(string command)
    {
        await using var server = await RedisServer.StartAsync();
        await LeastRightsPlace.AllowAsync(server, "app:*", "-" + command);
        await using var app = await StartAsync($"redis://{User}@{server.EndPoint}");

        await UseAllAsync(app.Cache);

        await Eventually.HoldsAsync(async () => (await RefusedAsync(server)).Contains(command));
    }

    [Theory]
    [InlineData("zadd")]
    [InlineData("zrem")]
    [InlineData("zremrangebyscore")]
    [InlineData("zrevrange")]
    [InlineData("pexpireat")]
    public async Task Strict_writes_need_each_of_their_commands(string command)
    {
        await using var server = await RedisServer.StartAsync();
        await LeastRightsPlace.AllowAsync(server, "app:*", [.. LeastRightsPlace.Holds.Split(' '), "-" + command]);
        await using var app = await StartAsync($"redis://{User}@{server.EndPoint}", ("Larder:WriterHoldFor", "5s"));

        await app.Cache.ChangeSourceAsync(["one"], _ => ValueTask.CompletedTask);

        await Eventually.HoldsAsync(async () => (await RefusedAsync(server)).Contains(command));
    }

    [Fact]
    public async Task Strict_writes_within_their_rights_are_refused_nothing()
    {
        await using var server = await RedisServer.StartAsync();
        await LeastRightsPlace.AllowAsync(server, "app:*", LeastRightsPlace.Holds.Split(' '));
        await using var app = await StartAsync($"redis://{User}@{server.EndPoint}", ("Larder:WriterHoldFor", "5s"));

        await app.Cache.ChangeSourceAsync(["one"], async _ => await app.ReadAsync("one"));
        await app.ReadAsync("one");

        Assert.Empty(await RefusedAsync(server));
        Assert.Empty(app.Log.With("LAR"));
    }

    [Fact]
    public async Task Cluster_asks_for_a_little_more()
    {
        await using var cluster = await RedisCluster.StartAsync();
        foreach (var node in cluster.Nodes) await LeastRightsPlace.AllowAsync(node, "app:*", "+cluster|info", "+cluster|slots", "+asking");
        await using var app = await StartAsync(cluster.Url.Replace("://", $"://{User}@", StringComparison.Ordinal));

        await UseAllAsync(app.Cache);

        foreach (var node in cluster.Nodes) Assert.Empty(await RefusedAsync(node));
        Assert.Empty(app.Log.With("LAR"));
    }

    [Fact]
    public async Task Sentinel_asks_for_the_role()
    {
        await using var group = await SentinelGroup.StartAsync();
        foreach (var server in group.Servers) await LeastRightsPlace.AllowAsync(server, "app:*", "+role");
        await using var app = await StartAsync(group.Url.Replace("://", $"://{User}@", StringComparison.Ordinal));

        await UseAllAsync(app.Cache);

        foreach (var server in group.Servers) Assert.Empty(await RefusedAsync(server));
        Assert.Empty(app.Log.With("LAR"));
    }

    private static Task<App> StartAsync(string url, params (string Name, string Value)[] more) => App.StartAsync(
        builder => builder.AddLarder().UseRedis(url), [("Larder:Name", "app"), ("Larder:CommandTimeout", "5s"), .. more]);

    private static async Task UseAllAsync(ICache cache)
    {
        var tagged = new CacheEntryOptions { Tags = ["tag"] };
        await cache.GetOrLoadAsync("one", _ => ValueTask.FromResult("1"), tagged);
        await cache.SetAsync("two", "2");
        await cache.GetOrLoadManyAsync([1, 2, 3], id => $"many:{id}", (ids, _) => ValueTask.FromResult<IReadOnlyDictionary<int, string>>(ids.ToDictionary(id => id, id => $"{id}")));
        await cache.ExpireAsync("one");
        await cache.ExistsAsync("two");
        await cache.RemoveAsync(["one", "two"]);
        await cache.RemoveByPatternAsync("man*:?");
        await cache.RemoveByTagAsync("tag");
        await cache.ClearAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetOrLoadAsync<string>("torn", async _ =>
        {
            await cache.RemoveAsync("torn");
            throw new InvalidOperationException();
        }).AsTask());
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(RedisServer server) => Objects(await server.CallAsync("ACL", "LOG"));

    // What stands behind the word "object" in each line. The name of the library is a courtesy, which servers before 7.2 do not even know.
    private static string[] Objects(object? log) =>
        [.. ((IEnumerable<object?>)log!).Select(line => ((IEnumerable<object?>)line!).SkipWhile(word => word as string != "object").ElementAt(1) as string ?? "")
            .Where(name => name != "client|setinfo")];
}

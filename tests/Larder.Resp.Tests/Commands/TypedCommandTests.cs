using System.Text;
using Larder.Resp.Commands;
using Larder.Resp.Tests.Client;
using Larder.Support;

namespace Larder.Resp.Tests.Commands;

/// <summary>Each typed command against a real server, in RESP3 and in RESP2's ways to say the same.</summary>
public class TypedCommandTests
{
    [Fact]
    public async Task Strings_are_set_read_and_counted()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);

        Assert.True(await redis.SetAsync("k", "välue", TimeSpan.FromMinutes(1)));
        Assert.Equal("välue", await redis.GetTextAsync("k"));
        Assert.InRange(await redis.RemainingAsync("k"), 1, 60_000);
        Assert.False(await redis.SetIfAsync("k", Bytes("x"), new(SetWhen.Absent)));
        Assert.True(await redis.SetIfAsync("k", Bytes("abcdef"), new(SetWhen.Present, TimeSpan.FromMinutes(2))));
        Assert.Equal("bcd", Text(await redis.GetRangeAsync("k", 1, 3)));
        Assert.Equal(9, await redis.AppendAsync("k", Bytes("ghi")));
        Assert.Equal(9, await redis.LengthAsync("k"));
        Assert.True(await redis.SetManyAsync([new("a", Bytes("1")), new("b", Bytes("2"))]));
        Assert.Equal(["1", null, "2"], (await redis.GetManyAsync(["a", "none", "b"])).Select(Text));
        Assert.Equal(11, await redis.IncrementAsync("a", 10));
        Assert.Equal("11", Text(await redis.GetAndDeleteAsync("a")));
        Assert.Null(await redis.GetAsync("a"));
    }

    [Fact]
    public async Task Keys_are_found_expired_and_removed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        await redis.SetAsync("k", "v");

        Assert.True(await redis.ExistsAsync("k"));
        Assert.Equal(-1, await redis.RemainingAsync("k"));
        Assert.True(await redis.ExpireAsync("k", TimeSpan.FromMinutes(1)));
        Assert.True(await redis.PersistAsync("k"));
        Assert.Equal("string", await redis.TypeAsync("k"));
        Assert.True(await redis.RenameAsync("k", "n"));
        Assert.Equal(1, await redis.UnlinkAsync(["k", "n"]));
        Assert.False(await redis.UnlinkAsync("n"));
        Assert.Equal(-2, await redis.RemainingAsync("n"));
    }

    [Fact]
    public async Task Hashes_and_sets()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);

        Assert.True(await redis.HashSetAsync("h", "a", Bytes("1")));
        Assert.Equal(1, await redis.HashSetAsync("h", [new("a", Bytes("2")), new("b", Bytes("3"))]));
        Assert.Equal("2", Text(await redis.HashGetAsync("h", "a")));
        Assert.Equal(["3", null], (await redis.HashGetAsync("h", ["b", "none"])).Select(Text));
        Assert.Equal(["a=2", "b=3"], (await redis.HashGetAllAsync("h")).Select(field => $"{field.Key}={Text(field.Value)}").Order());
        Assert.Equal(5, await redis.HashIncrementAsync("h", "b", 2));
        Assert.True(await redis.HashExistsAsync("h", "b"));
        Assert.Equal(1, await redis.HashDeleteAsync("h", ["a", "none"]));
        Assert.Equal(1, await redis.HashLengthAsync("h"));

        Assert.Equal(2, await redis.SetAddAsync("s", ["a", "b", "a"]));
        Assert.True(await redis.SetContainsAsync("s", "b"));
        Assert.Equal(["a", "b"], (await redis.SetMembersAsync("s")).Order());
        Assert.Equal(1, await redis.SetRemoveAsync("s", ["b", "none"]));
        Assert.Equal(1, await redis.SetLengthAsync("s"));
        Assert.Equal("a", await redis.SetPopAsync("s"));
        Assert.Null(await redis.SetPopAsync("s"));
    }

    [Fact]
    public async Task Sorted_sets_and_estimates()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);

        Assert.Equal(3, await redis.SortedAddAsync("z", [new("a", 1), new("b", 2.5), new("c", double.PositiveInfinity)]));
        Assert.Equal([new("a", 1), new("b", 2.5), new("c", double.PositiveInfinity)], await redis.SortedRangeAsync("z"));
        Assert.Equal([new("b", 2.5)], await redis.SortedRangeByScoreAsync("z", 2, 3));
        Assert.Equal(2.5, await redis.SortedScoreAsync("z", "b"));
        Assert.Null(await redis.SortedScoreAsync("z", "none"));
        Assert.Equal(1, await redis.SortedRankAsync("z", "b"));
        Assert.Null(await redis.SortedRankAsync("z", "none"));
        Assert.Equal(3, await redis.SortedIncrementAsync("z", "b", 0.5));
        Assert.Equal(2, await redis.SortedRemoveByScoreAsync("z", double.NegativeInfinity, 3));
        Assert.Equal(1, await redis.SortedRemoveAsync("z", ["c"]));
        Assert.Equal(0, await redis.SortedLengthAsync("z"));

        Assert.True(await redis.EstimateAddAsync("p", ["a", "b"]));
        Assert.False(await redis.EstimateAddAsync("p", ["a"]));
        await redis.EstimateAddAsync("q", ["c"]);
        Assert.True(await redis.EstimateMergeAsync("sum", ["p", "q"]));
        Assert.Equal(3, await redis.EstimateCountAsync(["sum"]));
    }

    [Fact]
    public async Task Streams_and_groups()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        StreamConsumer one = new("g", "one"), two = new("g", "two");

        Assert.True(await redis.StreamCreateGroupAsync("x", "g"));
        Assert.False(await redis.StreamCreateGroupAsync("x", "g"));
        var id = await redis.StreamAddAsync("x", [new("name", Bytes("first"))]);
        Assert.Equal("first", Text((await redis.StreamRangeAsync("x", new("-", "+", 10)))[0]["name"]));

        var got = Assert.Single(await redis.StreamReadGroupAsync("x", one, new(10)));
        Assert.Equal(id, got.Id);
        Assert.Empty(await redis.StreamReadGroupAsync("x", one, new(10)));
        var claimed = await redis.StreamClaimAsync("x", two, new(TimeSpan.Zero, 10));
        Assert.Equal((id, "0-0"), (Assert.Single(claimed.Entries).Id, claimed.ResumeAt));
        Assert.Equal(1, await redis.StreamAcknowledgeAsync("x", "g", [id!]));

        // Waits on a connection of its own, so others go on.
        var waiting = redis.StreamReadGroupAsync("x", one, new(10, TimeSpan.FromSeconds(20))).AsTask();
        await Eventually.HoldsAsync(async () => (await server.TextAsync("INFO", "clients")).Contains("blocked_clients:1", StringComparison.Ordinal));
        Assert.True(await redis.PingAsync());
        await redis.StreamAddAsync("x", [new("name", Bytes("second"))]);
        Assert.Equal("second", Text(Assert.Single(await waiting)["name"]));
        Assert.Empty(await redis.StreamReadGroupAsync("x", one, new(10, TimeSpan.FromMilliseconds(10))));

        Assert.Equal(2, await redis.StreamLengthAsync("x"));
        Assert.Equal(1, await redis.StreamDeleteAsync("x", [id!]));
        await redis.StreamTrimAsync("x", 0);
    }

    [Fact]
    public async Task Scripts_are_loaded_once_and_functions_called()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var script = new RespScript("redis.call('SET', KEYS[1], ARGV[1]) return {KEYS[1], ARGV[1]}");

        for (var turn = 0; turn < 3; turn++) Assert.Equal("k v", string.Join(' ', await redis.EvaluateAsync(script, new(["k"], Bytes("v")), Replies.Texts)));
        await server.CallAsync("SCRIPT", "FLUSH");
        Assert.Equal("k v", string.Join(' ', await redis.EvaluateAsync(script, new(["k"], Bytes("v")), Replies.Texts)));
        Assert.Equal(script.Sha, await redis.LoadAsync(script));
        Assert.Contains("cmdstat_eval:calls=2", await server.TextAsync("INFO", "commandstats"), StringComparison.Ordinal);

        Assert.Equal("lib", await redis.LoadFunctionsAsync("#!lua name=lib\nredis.register_function('twice', function(keys, args) return args[1] * 2 end)"));
        Assert.Equal(14, await redis.CallAsync("twice", new([], Bytes("7")), Replies.Integer));
        var failed = await Assert.ThrowsAsync<RespServerException>(() => redis.EvaluateAsync(new RespScript("return redis.error_reply('MINE no')"), new([]), Replies.Value).AsTask());
        Assert.Equal("MINE", failed.Code);
    }

    [Fact]
    public async Task Scans_are_complete()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        await redis.SetManyAsync(Enumerable.Range(0, 2000).Select(number => new KeyValuePair<string, ReadOnlyMemory<byte>>($"user:{number}", Bytes("v"))));
        await redis.HashSetAsync("h", Enumerable.Range(0, 600).Select(number => new KeyValuePair<string, ReadOnlyMemory<byte>>($"f{number}", Bytes("v"))));
        var (keys, fields) = (new HashSet<string>(), 0);

        await foreach (var key in redis.ScanAsync(new() { Pattern = "user:*", Type = "string", Step = 100 })) keys.Add(key);
        await foreach (var _ in redis.ScanKeyAsync("HSCAN", "h")) fields++;

        Assert.Equal(2000, keys.Count);
        Assert.Equal(1200, fields);
    }

    [Fact]
    public async Task The_server_itself()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);

        Assert.True(await redis.PingAsync());
        await redis.SetAsync("k", "v");
        Assert.Equal(1, await redis.CountKeysAsync());
        Assert.Contains("redis_version", await redis.DescribeAsync("server"), StringComparison.Ordinal);
        Assert.InRange(await redis.TimeAsync(), DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.MaxValue);
        Assert.Equal(0, await redis.PublishAsync("c", Bytes("m")));
        Assert.True(await redis.RemoveAllKeysAsync());
        Assert.Equal(RespKind.Map, (await redis.ExecuteAsync(new Command("CONFIG GET").Arg("maxmemory"), Replies.Value)).Kind);
    }

    private static ReadOnlyMemory<byte> Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(byte[]? bytes) => bytes is null ? null : Encoding.UTF8.GetString(bytes);
}

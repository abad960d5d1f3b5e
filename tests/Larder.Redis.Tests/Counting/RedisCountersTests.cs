using Larder.Counting;
using Larder.Redis.Counting;
using Larder.Resp.Client;
using Larder.Support;
using Larder.Testing;
using Larder.Tiers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Redis.Tests.Counting;

/// <summary>The script that adds, and what it remembers.</summary>
public sealed class RedisCountersTests : IAsyncLifetime
{
    private const string Operations = "app:{app:n}\u001fo";

    private RedisServer? _server;
    private RespClient? _client;
    private EvictionWatch? _eviction;

    private RedisServer Server => _server!;

    private RedisCounters Counters => new(_ => new(_client!), new CounterKeys("app:"), _eviction!);

    public async ValueTask InitializeAsync()
    {
        _server = await RedisServer.StartAsync();
        _client = await RespClient.ConnectAsync(Server.Url, TestContext.Current.CancellationToken);
        _eviction = new EvictionWatch(_ => new(_client), new EvictionLog(NullLogger.Instance), new FakeClock());
    }

    public async ValueTask DisposeAsync()
    {
        if (_eviction is not null) await _eviction.DisposeAsync();
        if (_client is not null) await _client.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    [Fact]
    public async Task An_addition_that_is_given_twice_counts_once_and_gets_its_own_number_again()
    {
        var addition = new CounterAddition("n", 5, null, new OperationId(long.MaxValue, 0, 1));

        var first = await Counters.AddAsync(addition, default);
        await Counters.AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 0, 2)), default);
        var again = await Counters.AddAsync(addition, default);

        Assert.Equal((5, 5), (first, again));
        Assert.Equal("6", await Server.TextAsync("GET", "app:n"));
    }

    [Fact]
    public async Task An_addition_that_a_later_one_of_its_lane_has_overtaken_is_not_counted()
    {
        await Counters.AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 3, 10)), default);

        var late = await Counters.AddAsync(new CounterAddition("n", 100, null, new OperationId(7, 3, 9)), default);
        var otherLane = await Counters.AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 4, 9)), default);

        Assert.Equal((1, 2), (late, otherLane));
    }

    [Fact]
    public async Task Lanes_of_processes_that_are_gone_are_forgotten_and_the_rest_ends_with_the_hour()
    {
        await Server.CallAsync(["HSET", Operations, .. Enumerable.Range(0, 127).SelectMany(static i => new[] { $"gone-{i}", "1 1 1000000000" })]);

        await Counters.AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 0, 1)), default);

        Assert.Equal(1L, await Server.CallAsync("HLEN", Operations));
        Assert.InRange((long)(await Server.CallAsync("TTL", Operations))!, 3_500, 3_600);
    }

    [Fact]
    public async Task What_is_no_number_is_refused()
    {
        await Server.CallAsync("SET", "app:n", "text");

        var reading = await Assert.ThrowsAsync<TierException>(async () => await Counters.GetAsync(["n"], default));
        var adding = await Assert.ThrowsAsync<TierException>(async () => await Counters.AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 0, 1)), default));

        Assert.Equal((TierFailure.Refused, TierFailure.Refused), (reading.Failure, adding.Failure));
        Assert.Equal(0L, await Server.CallAsync("EXISTS", Operations));
    }

    [Fact]
    public async Task A_full_server_is_told_as_such_and_nothing_is_noted()
    {
        await Server.CallAsync("CONFIG", "SET", "maxmemory", "1");

        var full = await Assert.ThrowsAsync<TierException>(async () => await Counters.AddAsync(new CounterAddition("n", 1, null, new OperationId(7, 0, 1)), default));

        Assert.Equal(TierFailure.Full, full.Failure);
        Assert.Equal(0L, await Server.CallAsync("DBSIZE"));
    }

    [Theory]
    [InlineData("", "views", "{views}\u001fo")]
    [InlineData("app:", "views", "app:{app:views}\u001fo")]
    [InlineData("app:", "views{a}:b", "app:views{a}:b\u001fo")]
    [InlineData("{app}:", "views", "{app}:views\u001fo")]
    [InlineData("", "open{brace", "{open{brace}\u001fo")]
    public void Operations_are_in_the_slot_of_their_counter(string prefix, string name, string expected) =>
        Assert.Equal(expected, new CounterKeys(prefix).Operations(name));
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using Larder.Resp.Client;
using Larder.Resp.Commands;
using Larder.Support;

namespace Larder.Resp.Tests.Client;

public class RespClientTests
{
    [Fact]
    public async Task A_batch_goes_out_in_one_write_and_each_call_has_its_own_end()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        await redis.SetAsync("text", "v");
        var batch = redis.CreateBatch();

        var set = batch.SetAsync("a", "1").AsTask();
        var wrong = batch.IncrementAsync("text").AsTask();
        var got = batch.GetTextAsync("a").AsTask();
        Assert.False(set.IsCompleted);
        batch.Send();

        Assert.True(await set);
        Assert.Equal("1", await got);
        Assert.Equal("ERR", (await Assert.ThrowsAsync<RespServerException>(() => wrong)).Code);
        Assert.Throws<ObjectDisposedException>(batch.Send);
    }

    [Fact]
    public async Task A_transaction_runs_all_its_commands_with_nothing_between()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var noise = Task.WhenAll(Enumerable.Range(0, 500).Select(_ => redis.IncrementAsync("n").AsTask()));
        var transaction = redis.CreateTransaction();
        var before = transaction.IncrementAsync("n").AsTask();
        var after = transaction.IncrementAsync("n").AsTask();
        var wrong = transaction.HashGetAsync("n", "f").AsTask();

        Assert.True(await transaction.CommitAsync());

        Assert.Equal(await before + 1, await after);
        Assert.Equal("WRONGTYPE", (await Assert.ThrowsAsync<RespServerException>(() => wrong)).Code);
        await noise;
    }

    [Fact]
    public async Task A_transaction_with_a_refused_command_runs_nothing_and_says_which()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var transaction = redis.CreateTransaction();
        var set = transaction.SetAsync("k", "v").AsTask();
        _ = transaction.ExecuteAsync(new Command("NOSUCH").Key("k"), Replies.Value);

        var refused = await Assert.ThrowsAsync<RespServerException>(() => transaction.CommitAsync().AsTask());

        Assert.Contains("NOSUCH", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RespServerException>(() => set);
        Assert.False(await redis.ExistsAsync("k"));
    }

    [Fact]
    public async Task A_watched_key_that_changed_stops_the_transaction()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        await redis.SetAsync("k", "1");
        await using var lease = await redis.LeaseAsync("k");

        Assert.False(await TryAsync(changed: true));
        Assert.Equal("2", await redis.GetTextAsync("k"));
        Assert.True(await TryAsync(changed: false));
        Assert.Equal("mine", await redis.GetTextAsync("k"));

        async Task<bool> TryAsync(bool changed)
        {
            await lease.WatchAsync(["k"]);
            if (changed) await redis.SetAsync("k", "2");
            var transaction = lease.CreateTransaction();
            var set = transaction.SetAsync("k", "mine").AsTask();
            var ran = await transaction.CommitAsync();
            Assert.Equal(!ran, set.IsCanceled);
            return ran;
        }
    }

    [Fact]
    public async Task Leases_are_used_again_unless_they_were_changed()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);

        var first = await IdOfLeaseAsync(new Command("PING"));
        Assert.Equal(first, await IdOfLeaseAsync(new Command("SELECT").Arg(5)));
        Assert.NotEqual(first, await IdOfLeaseAsync(new Command("PING")));

        async Task<long> IdOfLeaseAsync(Command command)
        {
            await using var lease = await redis.LeaseAsync();
            await lease.ExecuteAsync(command, Replies.Value);
            return await lease.ExecuteAsync(new Command("CLIENT ID"), Replies.Integer);
        }
    }

    [Fact]
    public async Task What_changes_the_shared_connection_is_refused_in_words()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);

        Assert.Contains("LeaseAsync", (await Assert.ThrowsAsync<InvalidOperationException>(() => redis.ExecuteAsync(new Command("MULTI"), Replies.IsOk).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restarted_server_is_found_again_and_what_is_safe_was_sent_again()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var states = redis.StatesAsync();
        await redis.SetAsync("k", "v");

        await server.KillAsync();
        await Eventually.HoldsAsync(async () => await FailsWith(redis, Delivery.NotSent));
        await server.StartAgainAsync();
        await Eventually.HoldsAsync(async () => !await FailsWith(redis, Delivery.NotSent));

        await foreach (var change in states)
            if (change.State == RespState.Connected) break;
        Assert.Null(await redis.GetAsync("k"));
    }

    [Fact]
    public async Task A_killed_connection_is_mended_under_safe_commands_and_told_to_others()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var redis = await RespClient.ConnectAsync(Clients.Options($"redis://127.0.0.1:{proxy.Port}"));
        await redis.SetAsync("k", "v");
        server.Suspend();
        var safe = redis.GetTextAsync("k").AsTask();
        var unsafeToRepeat = redis.IncrementAsync("n").AsTask();

        proxy.Reset();
        server.Resume();

        Assert.Equal("v", await safe);
        Assert.Equal(Delivery.MaybeExecuted, (await Assert.ThrowsAsync<RespConnectionException>(() => unsafeToRepeat)).Delivery);
    }

    [Fact]
    public async Task A_server_that_sleeps_is_told_to_be_slow_and_then_well_again()
    {
        await using var server = await RedisServer.StartAsync("enable-debug-command yes");
        await using var redis = await RespClient.ConnectAsync(Clients.Options(server.Url) with { CommandTimeout = TimeSpan.FromMilliseconds(200), KeepAlive = TimeSpan.FromSeconds(60) });
        var states = redis.StatesAsync();

        await Assert.ThrowsAsync<RespTimeoutException>(() => redis.ExecuteAsync(new Command("DEBUG SLEEP").Arg(1), Replies.IsOk).AsTask());

        RespState[] expected = [RespState.Slow, RespState.Connected];
        await using var told = states.GetAsyncEnumerator();
        foreach (var state in expected)
        {
            // Answers must come, or a silent server would be neither.
            await Eventually.HoldsAsync(async () => await AnswersAsync(redis));
            while (await told.MoveNextAsync().AsTask().WaitAsync(Eventually.Deadline) && told.Current.State != state) await AnswersAsync(redis);
        }
    }

    [Fact]
    public async Task A_client_that_is_started_waits_for_its_server_in_the_background()
    {
        await using var server = RedisServer.Prepare();
        await using var redis = RespClient.Start(Clients.Options(server.Url));

        Assert.Equal(Delivery.NotSent, (await Assert.ThrowsAsync<RespConnectionException>(() => redis.GetAsync("k").AsTask())).Delivery);
        await server.StartAgainAsync();

        await Eventually.HoldsAsync(async () => !await FailsWith(redis, Delivery.NotSent));
    }

    [Fact]
    public async Task Meters_and_spans_tell_what_was_done()
    {
        await using var server = await RedisServer.StartAsync();
        long operations = 0, latencies = 0;
        using var meters = new MeterListener { InstrumentPublished = (instrument, listener) => { if (instrument.Meter.Name == "Larder.Resp") listener.EnableMeasurementEvents(instrument); } };
        meters.SetMeasurementEventCallback<long>((instrument, value, _, _) => { if (instrument.Name == "larder.resp.operations") Interlocked.Add(ref operations, value); });
        meters.SetMeasurementEventCallback<double>((instrument, _, _, _) => Interlocked.Increment(ref latencies));
        meters.Start();
        var spans = new List<string>();
        using var activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Larder.Resp",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity => { lock (spans) spans.Add($"{activity.DisplayName} {activity.Status}"); },
        };
        ActivitySource.AddActivityListener(activities);
        await using var redis = await Clients.ConnectAsync(server);

        await redis.SetAsync("k", "secret");
        await Assert.ThrowsAsync<RespServerException>(() => redis.IncrementAsync("k").AsTask());
        meters.RecordObservableInstruments();

        Assert.True(operations >= 2, $"{operations} operations.");
        Assert.True(latencies >= 2, $"{latencies} latencies.");
        lock (spans) Assert.True(spans.Contains("SET Unset") && spans.Contains("INCRBY Error"), string.Join(", ", spans));
    }

    [Fact]
    public async Task Disposal_ends_what_is_under_way()
    {
        await using var server = await RedisServer.StartAsync();
        var redis = await Clients.ConnectAsync(server);
        server.Suspend();
        var asked = redis.GetAsync("k").AsTask();

        await redis.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

        await Assert.ThrowsAsync<RespConnectionException>(() => asked);
        server.Resume();
    }

    private static async Task<bool> AnswersAsync(RespClient redis)
    {
        try
        {
            return await redis.PingAsync();
        }
        catch (RespTimeoutException)
        {
            return false;
        }
    }

    private static async Task<bool> FailsWith(RespClient redis, Delivery delivery)
    {
        try
        {
            await redis.GetAsync("k");
            return false;
        }
        catch (RespConnectionException lost)
        {
            return lost.Delivery == delivery;
        }
    }
}

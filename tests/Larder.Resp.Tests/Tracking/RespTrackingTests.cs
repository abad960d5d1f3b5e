using System.Diagnostics;
using Larder.Resp.Commands;
using Larder.Resp.Tests.Client;
using Larder.Support;

namespace Larder.Resp.Tests.Tracking;

public class RespTrackingTests
{
    private static readonly Command GetK = new Command("GET").Key("k");

    [Fact]
    public async Task A_key_that_was_read_is_told_once_when_it_changes()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var sink = new RecordingSink();
        await using var tracking = redis.Track(_ => sink);
        await tracking.ConnectAsync();

        var first = await tracking.ExecuteAsync(GetK, Replies.Text);
        await server.CallAsync("SET", "k", "1");
        await server.CallAsync("SET", "k", "2");
        await Eventually.HoldsAsync(() => sink.Told.Count == 1);
        var second = await tracking.ExecuteAsync(GetK, Replies.Text);

        Assert.Equal((null, 0), (first.Value, first.Place));
        Assert.Equal(("2", 1), (second.Value, second.Place));
        Assert.Equal(["changed k"], sink.Told);
    }

    [Fact]
    public async Task The_place_of_a_reply_tells_which_changes_came_before_it()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var sink = new RecordingSink();
        await using var tracking = redis.Track(_ => sink);
        await tracking.ConnectAsync();

        // Whoever reads an older value than the last must hold a place before the change that made it old.
        for (var turn = 0; turn < 200; turn++)
        {
            var write = server.CallAsync("SET", "k", turn.ToString());
            var read = await tracking.ExecuteAsync(GetK, Replies.Text);
            await write;
            await Eventually.HoldsAsync(() => sink.Told.Count > read.Place || read.Value == turn.ToString());
        }
    }

    [Fact]
    public async Task Flushes_and_lost_connections_are_told()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var sink = new RecordingSink();
        await using var tracking = redis.Track(_ => sink);
        await tracking.ConnectAsync();
        await tracking.ExecuteAsync(GetK, Replies.Text);

        await server.CallAsync("FLUSHALL");
        await Eventually.HoldsAsync(() => sink.Told.Contains("changed all"));
        await server.CallAsync("CLIENT", "KILL", "TYPE", "normal");
        await Eventually.HoldsAsync(() => sink.Told.Contains("broken"));

        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await tracking.ExecuteAsync(GetK, Replies.Text);
                return true;
            }
            catch (RespConnectionException)
            {
                return false;
            }
        });
        await server.CallAsync("SET", "k", "3");
        await Eventually.HoldsAsync(() => sink.Told[^1] == "changed k");
    }

    [Fact]
    public async Task Proofs_come_without_being_asked_for_and_stop_with_the_server()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var sink = new RecordingSink();
        await using var tracking = redis.Track(_ => sink, new() { ProofEvery = TimeSpan.FromMilliseconds(40) });
        await tracking.ConnectAsync();

        await Eventually.HoldsAsync(() => sink.Proven > 0);
        var before = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(() => sink.Proven > before);
        server.Suspend();
        var suspended = Stopwatch.GetTimestamp();
        await Eventually.HoldsAsync(() => Stopwatch.GetElapsedTime(suspended) > TimeSpan.FromMilliseconds(300));

        Assert.True(sink.Proven <= Stopwatch.GetTimestamp() - (Stopwatch.Frequency / 10), "A hung server proved something.");
        server.Resume();
    }

    [Fact]
    public async Task A_proof_is_no_later_than_the_sending_of_what_was_answered()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var sink = new RecordingSink();
        await using var tracking = redis.Track(_ => sink, new() { ProofEvery = TimeSpan.FromSeconds(30) });
        await tracking.ConnectAsync();

        for (var turn = 0; turn < 100; turn++)
        {
            var reading = tracking.ExecuteAsync(GetK, Replies.Text);
            var sent = Stopwatch.GetTimestamp();
            await reading;
            Assert.True(sink.Proven <= sent, "Proven is after the sending.");
        }
    }

    [Fact]
    public async Task Prefixes_are_told_whoever_read_and_prove_one_reply_later()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await Clients.ConnectAsync(server);
        var sink = new RecordingSink();
        await using var tracking = redis.Track(_ => sink, new() { Mode = TrackingMode.Prefixes, Prefixes = ["user:"], ProofEvery = TimeSpan.FromSeconds(30) });
        await tracking.ConnectAsync();

        await server.CallAsync("SET", "other", "1");
        await server.CallAsync("MSET", "user:1", "1", "user:2", "2");
        await Eventually.HoldsAsync(() => sink.Told.Count == 2);
        Assert.Equal(["changed user:1", "changed user:2"], sink.Told.Order());

        var before = Stopwatch.GetTimestamp();
        await tracking.ExecuteAsync(GetK, Replies.Text);
        Assert.True(sink.Proven < before, "The first reply may prove only what was sent before it.");
        await tracking.ExecuteAsync(GetK, Replies.Text);
        Assert.True(sink.Proven >= before);
    }

    [Fact]
    public async Task A_server_that_cannot_follow_says_so()
    {
        await using var server = RespStub.Start(call => call.Name is "HELLO" ? "-ERR unknown command 'HELLO'\r\n" : call.Name is "CLIENT" ? "-ERR unknown subcommand 'TRACKING'\r\n" : "+OK\r\n");
        await using var redis = await Larder.Resp.Client.RespClient.ConnectAsync(Clients.Options($"redis://127.0.0.1:{server.Port}"));
        await using var tracking = redis.Track(_ => new RecordingSink());

        await Assert.ThrowsAsync<RespServerException>(() => tracking.ConnectAsync().AsTask());
    }
}

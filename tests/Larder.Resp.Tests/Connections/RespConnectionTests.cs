using System.Buffers;
using System.Diagnostics;
using Larder.Resp.Commands;
using Larder.Support;

namespace Larder.Resp.Tests.Connections;

public class RespConnectionTests
{
    [Fact]
    public async Task A_server_is_greeted_in_RESP3_and_tells_what_it_is()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { ClientName = "larder-test", Database = 3 });

        Assert.Equal((3, "redis", "standalone", "master"), (connection.Server.Protocol, connection.Server.Name, connection.Server.Mode, connection.Server.Role));
        Assert.Contains("name=larder-test", await server.TextAsync("CLIENT", "LIST"), StringComparison.Ordinal);
        Assert.Contains("db=3", await server.TextAsync("CLIENT", "LIST"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_HELLO_is_spoken_with_in_RESP2()
    {
        await using var server = RespStub.Start(call => call.Name switch
        {
            "HELLO" => "-ERR unknown command 'HELLO'\r\n",
            "CLIENT" => "-ERR unknown subcommand\r\n",
            "GET" => "$-1\r\n",
            _ => "+OK\r\n",
        });
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { Credentials = _ => new(new RespCredentials("me", "pw")), Database = 1 });

        Assert.Equal(2, connection.Server.Protocol);
        Assert.Null(await connection.GetAsync("k"));
        Assert.Contains("AUTH me pw", server.Calls);
        Assert.Contains("SELECT 1", server.Calls);
    }

    [Fact]
    public async Task Replies_reach_who_asked_whatever_many_ask_at_once()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var turn = 0; turn < 200; turn++)
            {
                var word = $"{caller}:{turn}:{new string('x', (caller * turn) % 3000)}";
                Assert.Equal(word, await connection.ExecuteAsync(new Command("ECHO").Arg(word), Replies.Text));
            }
        }));

        Assert.Equal(0, connection.InFlight);
    }

    [Fact]
    public async Task A_byte_at_a_time_in_both_directions_changes_nothing()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        proxy.ToClient.CutsIntoBytes = proxy.ToServer.CutsIntoBytes = true;
        await using var connection = await Opening.OpenAsync(proxy.Port);

        Assert.True(await connection.SetAsync("k", "value"));
        Assert.Equal("value", await connection.GetTextAsync("k"));
        Assert.Equal(["value", null], (await connection.GetManyAsync(["k", "none"])).Select(bytes => bytes is null ? null : System.Text.Encoding.UTF8.GetString(bytes)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(40_000)]
    [InlineData(3_000_000)]
    public async Task A_value_is_received_into_the_callers_buffer(int length)
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);
        var value = new byte[length];
        new Random(7).NextBytes(value);
        await connection.SetAsync("k", value);
        var buffer = new ArrayBufferWriter<byte>();

        Assert.Equal(length, await connection.GetAsync("k", buffer));
        Assert.Equal(value, buffer.WrittenSpan.ToArray());
        Assert.Equal(-1, await connection.GetAsync("none", buffer));
        Assert.True(await connection.PingAsync());
    }

    [Fact]
    public async Task A_large_value_that_comes_in_pieces_does_not_disturb_its_neighbours()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);
        var value = new byte[500_000];
        new Random(8).NextBytes(value);
        await connection.SetAsync("k", value);

        var asked = Enumerable.Range(0, 40).Select(async turn =>
        {
            if (turn % 2 == 0) return await connection.ExecuteAsync(new Command("ECHO").Arg(turn), Replies.Integer) == turn;
            var buffer = new ArrayBufferWriter<byte>();
            await connection.GetAsync("k", buffer);
            return buffer.WrittenSpan.SequenceEqual(value);
        });

        Assert.All(await Task.WhenAll(asked), Assert.True);
    }

    [Fact]
    public async Task A_buffer_that_throws_fails_its_own_caller_alone()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);
        await connection.SetAsync("k", new byte[300_000]);

        var failing = connection.GetAsync("k", new ThrowingWriter()).AsTask();
        var neighbour = connection.PingAsync();

        await Assert.ThrowsAsync<NotSupportedException>(() => failing);
        Assert.True(await neighbour);
        Assert.True(await connection.PingAsync());
    }

    [Fact]
    public async Task A_cancelled_command_ends_at_once_and_its_late_reply_reaches_nobody()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);
        await server.CallAsync("SET", "k", "late");
        server.Suspend();
        using var cancellation = new CancellationTokenSource();
        var cancelled = connection.GetTextAsync("k", cancellation.Token).AsTask();
        var other = connection.ExecuteAsync(new Command("ECHO").Arg("mine"), Replies.Text).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => cancelled);
        server.Resume();

        Assert.Equal("mine", await other);
    }

    [Fact]
    public async Task An_overdue_command_tells_what_is_known_and_the_connection_goes_on()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { CommandTimeout = TimeSpan.FromMilliseconds(150), KeepAlive = TimeSpan.FromSeconds(60) });
        server.Suspend();

        var late = await Assert.ThrowsAsync<RespTimeoutException>(() => connection.GetAsync("k").AsTask());
        server.Resume();

        Assert.StartsWith("LAR202 ", late.Message, StringComparison.Ordinal);
        Assert.Contains("did not answer GET within 150 ms", late.Message, StringComparison.Ordinal);
        Assert.Contains("the server hangs", late.Message, StringComparison.Ordinal);
        Assert.Equal(Delivery.MaybeExecuted, late.Delivery);
        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                return await connection.PingAsync();
            }
            catch (RespTimeoutException)
            {
                return false;
            }
        });
    }

    [Fact]
    public async Task A_caller_that_blocks_holds_nobody_up_for_good()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);
        using var released = new ManualResetEventSlim();
        // Answered together, so that one worker has both to resume; the first blocks until the second has run.
        await server.CallAsync("CLIENT", "PAUSE", "300", "ALL");
        var first = BlockAsync();
        var second = ReleaseAsync();

        Assert.True(await first);
        await second;

        async Task<bool> BlockAsync()
        {
            await connection.GetAsync("a").ConfigureAwait(false);
            return released.Wait(TimeSpan.FromSeconds(20));
        }

        async Task ReleaseAsync()
        {
            await connection.GetAsync("b").ConfigureAwait(false);
            released.Set();
        }
    }

    [Fact]
    public async Task A_caller_that_waits_for_its_own_next_command_where_it_was_resumed_gets_it()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { KeepAlive = TimeSpan.FromSeconds(60) });
        // Answered together, so what the first sends is held back for the second's; and the second sends nothing.
        await server.CallAsync("CLIENT", "PAUSE", "300", "ALL");
        var first = AskAndBlockAsync();
        var second = connection.GetAsync("b").AsTask();

        Assert.True(await first);
        await second;

        async Task<bool> AskAndBlockAsync()
        {
            await connection.GetAsync("a").ConfigureAwait(false);
            return connection.ExecuteAsync(new Command("ECHO").Arg("now"), Replies.Text).AsTask().Wait(TimeSpan.FromSeconds(10));
        }
    }

    [Fact]
    public async Task Who_finds_no_room_waits_and_is_served_in_order()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { MaxInFlight = 4 });
        server.Suspend();
        var asked = Enumerable.Range(0, 50).Select(number => connection.ExecuteAsync(new Command("RPUSH").Key("list").Arg(number), Replies.Integer).AsTask()).ToArray();

        Assert.True(connection.InFlight <= 4, $"{connection.InFlight} in flight.");
        server.Resume();

        Assert.Equal(Enumerable.Range(1, 50).Select(place => (long)place), await Task.WhenAll(asked));
    }

    [Fact]
    public async Task Who_waits_for_room_too_long_is_told_that_nothing_was_sent()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(
            Opening.Options(server.Port) with { MaxInFlight = 1, CommandTimeout = TimeSpan.FromMilliseconds(200), KeepAlive = TimeSpan.FromSeconds(60) });
        server.Suspend();
        var sent = connection.GetAsync("a").AsTask();
        var waiting = connection.GetAsync("b").AsTask();

        Assert.Equal(Delivery.MaybeExecuted, (await Assert.ThrowsAsync<RespTimeoutException>(() => sent)).Delivery);
        Assert.Equal(Delivery.NotSent, (await Assert.ThrowsAsync<RespTimeoutException>(() => waiting)).Delivery);
        server.Resume();
    }

    [Fact]
    public async Task A_killed_server_fails_what_was_sent_at_once_and_says_so()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);
        server.Suspend();
        var sent = connection.GetAsync("k").AsTask();
        var started = Stopwatch.GetTimestamp();

        await server.KillAsync();

        var lost = await Assert.ThrowsAsync<RespConnectionException>(() => sent);
        Assert.Equal(Delivery.MaybeExecuted, lost.Delivery);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(10));
        Assert.NotNull(await connection.Closed);
        Assert.Equal(Delivery.NotSent, (await Assert.ThrowsAsync<RespConnectionException>(() => connection.GetAsync("k").AsTask())).Delivery);
    }

    [Fact]
    public async Task A_connection_into_a_black_hole_ends_by_itself()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var connection = await Opening.OpenAsync(Opening.Options(proxy.Port) with { KeepAlive = TimeSpan.FromMilliseconds(100) });
        proxy.BlackHole();

        var reason = await connection.Closed.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Contains("nothing came from the server", reason!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quiet_connection_is_asked_and_stays()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { KeepAlive = TimeSpan.FromMilliseconds(50) });

        await Eventually.HoldsAsync(async () => (await server.TextAsync("INFO", "commandstats")).Contains("cmdstat_ping:calls=", StringComparison.Ordinal));

        Assert.False(connection.Closed.IsCompleted);
    }

    [Fact]
    public async Task What_is_no_answer_ends_the_connection_with_its_place()
    {
        await using var server = RespStub.StartRedis(call => call.Name == "GET" ? "?what\r\n" : null);
        await using var connection = await Opening.OpenAsync(server.Port);

        var lost = await Assert.ThrowsAsync<RespConnectionException>(() => connection.GetAsync("k").AsTask());

        var refused = Assert.IsType<RespProtocolException>(lost.InnerException);
        Assert.True(refused.Offset > 0);
    }

    [Fact]
    public async Task A_reply_that_nobody_waits_for_ends_the_connection()
    {
        await using var server = RespStub.StartRedis(_ => null);
        await using var connection = await Opening.OpenAsync(server.Port);

        await server.SendAsync("+surprise\r\n");

        Assert.IsType<RespProtocolException>(await connection.Closed.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public async Task A_reply_of_another_kind_fails_its_caller_alone()
    {
        await using var server = await RedisServer.StartAsync();
        await using var connection = await Opening.OpenAsync(server.Port);

        await Assert.ThrowsAsync<RespProtocolException>(() => connection.ExecuteAsync(new Command("PING"), Replies.Integer).AsTask());

        Assert.True(await connection.PingAsync());
    }

    private sealed class ThrowingWriter : IBufferWriter<byte>
    {
        public void Advance(int count) => throw new NotSupportedException();

        public Memory<byte> GetMemory(int sizeHint = 0) => throw new NotSupportedException();

        public Span<byte> GetSpan(int sizeHint = 0) => throw new NotSupportedException();
    }
}

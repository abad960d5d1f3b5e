using System.Net;
using System.Net.Sockets;
using System.Text;
using Larder.Resp.Commands;
using Larder.Support;

namespace Larder.Resp.Tests.Connections;

/// <summary>Servers that cannot be used, and what is said about them.</summary>
public class RefusedConnectionTests
{
    [Fact]
    public async Task Nobody_at_the_address()
    {
        await using var server = RedisServer.Prepare();

        var refused = await Assert.ThrowsAsync<RespConnectionException>(() => Opening.OpenAsync(server.Port));

        Assert.StartsWith($"LAR201 The server at 127.0.0.1:{server.Port} refused the connection.", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Delivery.NotSent, refused.Delivery);
    }

    [Fact]
    public async Task A_server_that_hangs()
    {
        await using var server = await RedisServer.StartAsync();
        server.Suspend();

        var refused = await Assert.ThrowsAsync<RespConnectionException>(
            () => Opening.OpenAsync(Opening.Options(server.Port) with { ConnectTimeout = TimeSpan.FromMilliseconds(300) }));

        Assert.Contains("did not finish the greeting within 300 ms", refused.Message, StringComparison.Ordinal);
        server.Resume();
    }

    [Fact]
    public async Task A_server_that_takes_no_connection()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        List<Socket> crowd = [];
        for (var i = 0; i < 8; i++) Knock(listener.LocalEndPoint!, crowd);

        var refused = await Assert.ThrowsAsync<RespConnectionException>(() => Opening.OpenAsync(
            Opening.Options(((IPEndPoint)listener.LocalEndPoint!).Port) with { ConnectTimeout = TimeSpan.FromMilliseconds(300) }));

        Assert.StartsWith("LAR201 ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("300 ms", refused.Message, StringComparison.Ordinal);
        crowd.ForEach(static one => one.Dispose());
    }

    // The queue of a listener that accepts nobody is short: soon the system drops who knocks, and he waits.
    private static void Knock(EndPoint endPoint, List<Socket> crowd)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        crowd.Add(socket);
        _ = socket.ConnectAsync(endPoint);
    }

    [Fact]
    public async Task A_web_server()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync();

        var refused = await Assert.ThrowsAsync<RespConnectionException>(() => Opening.OpenAsync(((IPEndPoint)listener.LocalEndpoint).Port));

        Assert.StartsWith("LAR201 ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("This is a web server", refused.Message, StringComparison.Ordinal);
        await serving;

        async Task ServeAsync()
        {
            using var client = await listener.AcceptTcpClientAsync();
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"));
            // Until the client hangs up, which may be in the middle of something.
            await client.GetStream().CopyToAsync(Stream.Null).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_never_shown()
    {
        await using var server = await RedisServer.StartAsync("requirepass right");

        var refused = await Assert.ThrowsAsync<RespServerException>(
            () => Opening.OpenAsync(Opening.Options(server.Port) with { Credentials = _ => new(new RespCredentials(null, "wr0ng-secret")) }));

        Assert.Equal("WRONGPASS", refused.Code);
        Assert.StartsWith("LAR203 ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_password_where_one_is_asked()
    {
        await using var server = await RedisServer.StartAsync("requirepass right");

        var refused = await Assert.ThrowsAsync<RespServerException>(() => Opening.OpenAsync(server.Port));

        Assert.Equal("NOAUTH", refused.Code);
        Assert.StartsWith("LAR203 ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_who_may_not()
    {
        await using var server = await RedisServer.StartAsync();
        await server.CallAsync("ACL", "SETUSER", "reader", "on", ">pw", "~cache:*", "+@read", "+@connection");
        await using var connection = await Opening.OpenAsync(Opening.Options(server.Port) with { Credentials = _ => new(new RespCredentials("reader", "pw")) });

        var command = await Assert.ThrowsAsync<RespServerException>(() => connection.SetAsync("cache:1", "v").AsTask());
        var key = await Assert.ThrowsAsync<RespServerException>(() => connection.GetAsync("other").AsTask());

        Assert.All([command, key], refused => Assert.Equal("NOPERM", refused.Code));
        Assert.StartsWith("LAR203 ", command.Message, StringComparison.Ordinal);
        Assert.Null(await connection.GetAsync("cache:1"));
    }

    [Fact]
    public async Task A_greeting_that_is_refused_fails_the_connection()
    {
        await using var server = await RedisServer.StartAsync();

        var refused = await Assert.ThrowsAsync<RespServerException>(
            () => Opening.OpenAsync(Opening.Options(server.Port) with { Greeting = [new Command("CLIENT TRACKING").Arg("MAYBE")] }));

        Assert.Equal("ERR", refused.Code);
    }
}

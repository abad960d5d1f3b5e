using System.Diagnostics;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Support;

/// <summary>What the tests stand on: servers that start, die and come back as told.</summary>
public class ServerTests
{
    [Fact]
    public async Task A_server_is_killed_and_started_again_on_its_port()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 10mb");
        await server.CallAsync("SET", "k", "välue");
        Assert.Equal("välue", await server.CallAsync("GET", "k"));

        var port = server.Port;
        await server.KillAsync();
        await Assert.ThrowsAsync<IOException>(() => server.CallAsync("GET", "k"));
        await server.StartAgainAsync();

        await using var client = await RawClient.ConnectAsync(server.Host, port);
        Assert.Null(await client.CallAsync("GET", "k"));
        await server.StopAsync();
    }

    [Fact]
    public async Task A_stopped_server_keeps_silent_until_it_is_resumed()
    {
        await using var server = await RedisServer.StartAsync();
        server.Suspend();
        var answer = server.CallAsync("PING");

        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(200)));
        server.Resume();
        Assert.Equal("PONG", await answer);
    }

    [Fact]
    public async Task A_server_speaks_tls_with_our_authority()
    {
        using var files = new TlsFiles();
        using var port = PortLease.Take();
        await using var server = await RedisServer.StartAsync(files.ServerLines(port.Number));
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host, port.Number);
        var authority = X509CertificateLoader.LoadCertificateFromFile(files.AuthorityFile);
        await using var stream = new SslStream(new NetworkStream(socket), false, (_, certificate, chain, errors) =>
        {
            chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build((X509Certificate2)certificate!) && (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == 0;
        });

        await stream.AuthenticateAsClientAsync("localhost");
        await stream.WriteAsync("PING\r\n"u8.ToArray());
        var answer = new byte[7];
        await stream.ReadExactlyAsync(answer);

        Assert.Equal("+PONG\r\n"u8.ToArray(), answer);
    }

    [Fact]
    public async Task A_proxy_swallows_delays_and_resets()
    {
        await using var server = await RedisServer.StartAsync();
        await using var proxy = TcpProxy.To(server.Port);
        await using var client = await RawClient.ConnectAsync("127.0.0.1", proxy.Port);
        proxy.ToClient.CutsIntoBytes = true;
        Assert.Equal("PONG", await client.CallAsync("PING"));

        proxy.BlackHole();
        var lost = client.CallAsync("PING");
        await Assert.ThrowsAsync<TimeoutException>(() => lost.WaitAsync(TimeSpan.FromMilliseconds(100)));

        proxy.Reset();
        await Assert.ThrowsAsync<IOException>(() => lost);
        await Eventually.HoldsAsync(() => proxy.Open == 0);
    }

    [Fact]
    public async Task A_stub_answers_by_script()
    {
        await using var stub = RespStub.StartRedis(call => call.Name == "GET" ? RespStub.Bulk(call.Words[1]) : null);
        await using var client = await RawClient.ConnectAsync("127.0.0.1", stub.Port);

        Assert.Equal("k", await client.CallAsync("GET", "k"));
        Assert.Equal("PONG", await client.CallAsync("PING"));
        Assert.Equal(["GET k", "PING"], stub.Calls);

        stub.CloseAll();
        await Assert.ThrowsAsync<IOException>(() => client.CallAsync("PING"));
    }

    // The end of a test process closes the same pipe.
    [Fact]
    public async Task A_stopped_server_ends_with_the_pipe_that_holds_it()
    {
        var server = await RedisServer.StartAsync();
        using var process = Process.GetProcessById(server.ProcessId);
        server.Suspend();

        await server.DisposeAsync();

        Assert.True(process.HasExited);
        Assert.False(Directory.Exists(server.Folder));
    }
}

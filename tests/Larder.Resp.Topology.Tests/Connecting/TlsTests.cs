using Larder.Resp.Configuration;
using Larder.Resp.Topology.Tests.Servers;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Connecting;

public sealed class TlsTests : IDisposable
{
    private readonly TlsFiles _files = new();
    private readonly PortLease _port = PortLease.Take();

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    public async Task A_server_of_our_own_authority_is_trusted(string host)
    {
        await using var server = await RedisServer.StartAsync(_files.ServerLines(_port.Number));
        await using var client = await TestClient.ConnectAsync($"rediss://{host}:{_port.Number}?caFile={_files.AuthorityFile}");

        Assert.Equal("OK", await client.SetAsync("k", new string('x', 200_000)));
        Assert.Equal(200_000, (await client.GetAsync("k"))!.Length);
    }

    [Fact]
    public async Task A_server_of_an_unknown_authority_is_not_trusted()
    {
        using var others = new TlsFiles();
        await using var server = await RedisServer.StartAsync(_files.ServerLines(_port.Number));

        foreach (var address in (string[])["", $"?caFile={others.AuthorityFile}"])
        {
            var failure = await RefusalAsync(address);
            Assert.StartsWith("LAR204 The TLS certificate of localhost is not trusted: unknown issuer \"CN=Larder test authority", failure.Message, StringComparison.Ordinal);
            Assert.Equal(Delivery.NotSent, failure.Delivery);
        }
        Assert.Equal("0", CallsOf("hello", await server.TextAsync("INFO", "commandstats")));
    }

    [Fact]
    public async Task An_expired_certificate_is_not_trusted()
    {
        await using var server = await RedisServer.StartAsync(_files.ServerLines(_port.Number, "expired"));

        Assert.Contains("it is valid from", (await RefusalAsync($"?caFile={_files.AuthorityFile}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_of_another_host_is_trusted_only_when_asked_to()
    {
        await using var server = await RedisServer.StartAsync(_files.ServerLines(_port.Number, "other-host"));

        var failure = await RefusalAsync($"?caFile={_files.AuthorityFile}");
        Assert.Contains("it is made out to redis.example.com", failure.Message, StringComparison.Ordinal);

        foreach (var option in (string[])["serverName=redis.example.com", "verify=ca", "verify=none"])
        {
            await using var client = await TestClient.ConnectAsync($"rediss://localhost:{_port.Number}?caFile={_files.AuthorityFile}&{option}");
            Assert.Equal("PONG", await client.TextAsync(new Command("PING")));
        }
    }

    [Fact]
    public async Task A_client_shows_its_certificate_when_the_server_wants_one()
    {
        await using var server = await RedisServer.StartAsync(_files.ServerLines(_port.Number, clients: "yes"));
        var own = $"&certFile={_files.CertificateFile("client")}&keyFile={_files.KeyFile("client")}";

        await using var client = await TestClient.ConnectAsync($"rediss://localhost:{_port.Number}?caFile={_files.AuthorityFile}{own}");
        Assert.Equal("PONG", await client.TextAsync(new Command("PING")));

        Assert.Contains("Does it want a client certificate?", (await RefusalAsync($"?caFile={_files.AuthorityFile}")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_without_tls_is_told_apart()
    {
        await using var server = await RedisServer.StartAsync();

        var failure = await Assert.ThrowsAsync<RespConnectionException>(() => TestClient.ConnectAsync(
            RespOptions.Parse($"rediss://localhost:{server.Port}") with { ConnectTimeout = TimeSpan.FromSeconds(1) }));
        Assert.Contains("Does it speak TLS on this port?", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_missing_or_no_certificates_are_named()
    {
        await using var server = await RedisServer.StartAsync(_files.ServerLines(_port.Number));

        Assert.Contains("cannot be read", (await RefusalAsync("?caFile=/nowhere/ca.pem")).Message, StringComparison.Ordinal);
        Assert.Contains("no certificate or key", (await RefusalAsync($"?certFile={_files.KeyFile("client")}")).Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _port.Dispose();
        _files.Dispose();
    }

    private static string CallsOf(string command, string statistics) =>
        statistics.Split('\n').FirstOrDefault(line => line.StartsWith($"cmdstat_{command}:calls=", StringComparison.Ordinal))?.Split('=', ',')[1] ?? "0";

    private Task<RespConnectionException> RefusalAsync(string options) =>
        Assert.ThrowsAsync<RespConnectionException>(() => TestClient.ConnectAsync($"rediss://localhost:{_port.Number}{options}"));
}

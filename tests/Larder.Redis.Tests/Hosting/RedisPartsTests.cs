using System.Globalization;
using Larder.Redis.Tests.Support;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Redis.Tests.Hosting;

/// <summary>A real server that is told of in parts: host, port, user, password file, TLS.</summary>
public sealed class RedisPartsTests
{
    [Fact]
    public async Task A_server_with_TLS_is_reached_by_the_settings_of_another_client()
    {
        using var tls = new TlsFiles();
        using var port = PortLease.Take();
        await using var server = await RedisServer.StartAsync([.. tls.ServerLines(port.Number), "user shop on >s3cret ~* &* +@all", "requirepass admin"]);
        await using var app = await StartAsync([.. Parts(port.Number), ("Larder:Redis:Tls:CaFile", tls.AuthorityFile), ("Larder:Redis:Tls:Verify", "required")]);

        await IsUsedAsync(app, server);

        Assert.Empty(app.Log.With("LAR217"));
        Assert.Single(app.Log.With("LAR216"));
        Assert.Single(app.Log.With("LAR233"));
        Assert.Empty(app.Log.With("s3cret"));
    }

    [Fact]
    public async Task A_server_that_nobody_vouches_for_is_not_used_and_the_reason_is_told()
    {
        using var tls = new TlsFiles();
        using var port = PortLease.Take();
        await using var server = await RedisServer.StartAsync([.. tls.ServerLines(port.Number), "user shop on >s3cret ~* &* +@all", "requirepass admin"]);
        // Patient: on a busy machine the first reason would be a handshake that took too long, and of a reason only the first is told at once.
        await using var app = await StartAsync([.. Parts(port.Number), ("Larder:CommandTimeout", "20s"), ("Larder:Redis:ConnectTimeout", "20s")]);

        await Eventually.HoldsAsync(async () =>
        {
            await app.ReadAsync(Guid.NewGuid().ToString("N"));
            return app.Log.With("LAR204").Any();
        });

        Assert.Equal("0", await server.TextAsync("DBSIZE"));
    }

    [Fact]
    public async Task Without_a_check_the_server_is_used_and_every_start_warns()
    {
        using var tls = new TlsFiles();
        using var port = PortLease.Take();
        await using var server = await RedisServer.StartAsync([.. tls.ServerLines(port.Number), "user shop on >s3cret ~* &* +@all", "requirepass admin"]);
        for (var start = 0; start < 2; start++)
        {
            await using var app = await StartAsync([.. Parts(port.Number), ("Larder:Redis:Tls:Verify", "none")]);

            await IsUsedAsync(app, server);

            Assert.Single(app.Log.With("LAR217"));
        }
    }

    [Fact]
    public async Task A_password_file_that_changes_is_read_for_the_next_connection()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first\n");
        await using var server = await RedisServer.StartAsync("user shop on >first ~* &* +@all");
        await using var app = await StartAsync(
            ("Larder:Redis:Host", server.Host), ("Larder:Redis:Port", server.Port.ToString(CultureInfo.InvariantCulture)), ("Larder:Redis:User", "shop"), ("Larder:Redis:PasswordFile", file));
        await IsUsedAsync(app, server);

        await server.CallAsync("ACL", "SETUSER", "shop", "resetpass", ">second");
        await File.WriteAllTextAsync(file, "second\n");
        await server.CallAsync("CLIENT", "KILL", "USER", "shop");
        await server.CallAsync("FLUSHALL");

        await IsUsedAsync(app, server);
        File.Delete(file);
    }

    [Theory]
    [InlineData("redis://one@localhost", "Larder:Redis:User", "other", "names another user")]
    [InlineData("rediss://localhost", "Larder:Redis:Tls:Enabled", "false", "asks for TLS")]
    [InlineData("redis://localhost", "Larder:Redis:Tls:CaFile", "ca.pem", "TLS is off")]
    [InlineData("rediss://localhost?caFile=one.pem", "Larder:Redis:Tls:CaFile", "ca.pem", "says it otherwise")]
    [InlineData("rediss://localhost?verify=none", "Larder:Redis:Tls:Verify", "required", "says it otherwise")]
    public async Task What_contradicts_the_URL_ends_the_start(string url, string setting, string text, string says)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(async () => await StartAsync(("Larder:Redis:Url", url), (setting, text)));

        Assert.Contains("LAR212", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    private static Task<App> StartAsync(params (string Name, string Value)[] settings) => App.StartAsync(static builder => builder.AddLarder().UseRedis(), [("Larder:Name", "app"), .. settings]);

    private static (string, string)[] Parts(int port) =>
    [
        ("Larder:Redis:Host", "localhost"), ("Larder:Redis:Port", port.ToString(CultureInfo.InvariantCulture)), ("Larder:Redis:User", "shop"),
        ("Larder:Redis:Password", "s3cret"), ("Larder:Redis:Tls:Enabled", "true"), ("Larder:Redis:MaxConnections", "50"),
        ("Larder:Redis:RetryOnTimeout", "true"), ("Larder:Redis:HealthCheckInterval", "30s"),
    ];

    private static Task IsUsedAsync(App app, RedisServer server) => Eventually.HoldsAsync(async () =>
    {
        await app.ReadAsync(Guid.NewGuid().ToString("N"));
        return await server.TextAsync("DBSIZE") != "0";
    });
}

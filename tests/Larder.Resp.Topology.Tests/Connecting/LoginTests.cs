using Larder.Resp.Configuration;
using Larder.Resp.Topology.Tests.Servers;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Connecting;

public class LoginTests
{
    private const string Secret = "s3cr@t:/?#";

    [Fact]
    public async Task An_acl_user_may_do_what_it_may_and_is_told_what_it_may_not()
    {
        await using var server = await RedisServer.StartAsync();
        await server.CallAsync("ACL", "SETUSER", "cacher", "on", ">" + Secret, "~cache:*", "&cache:*", "+@all", "-@admin", "-@dangerous");
        await using var client = await TestClient.ConnectAsync($"redis://cacher:{Uri.EscapeDataString(Secret)}@{server.EndPoint}?clientName=shop");

        Assert.Equal("OK", await client.SetAsync("cache:k", "v"));
        Assert.Equal("cacher", await client.TextAsync(new Command("ACL WHOAMI")));
        Assert.Equal("shop", await client.TextAsync(new Command("CLIENT GETNAME")));
        var refused = await Assert.ThrowsAsync<RespServerException>(() => client.GetAsync("other:k"));
        Assert.Equal("NOPERM", refused.Code);
        Assert.DoesNotContain(Secret, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_without_being_shown()
    {
        await using var server = await RedisServer.StartAsync("requirepass right");

        foreach (var address in (string[])[$"redis://:{Uri.EscapeDataString(Secret)}@{server.EndPoint}", $"redis://nobody:{Uri.EscapeDataString(Secret)}@{server.EndPoint}", server.Url])
        {
            var failure = await Assert.ThrowsAnyAsync<RespException>(() => TestClient.ConnectAsync(address));
            Assert.Contains("LAR203", failure.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_unix_socket_and_a_database_are_used()
    {
        await using var server = await RedisServer.StartAsync();
        await using var client = await TestClient.ConnectAsync($"unix://{server.SocketPath}?db=3");

        await client.SetAsync("k", "v");

        await using var raw = await server.OpenAsync();
        Assert.Null(await raw.CallAsync("GET", "k"));
        await raw.CallAsync("SELECT", "3");
        Assert.Equal("v", await raw.CallAsync("GET", "k"));
    }

    [Fact]
    public async Task A_new_password_in_the_file_is_used_without_a_restart()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "first\n");
        await using var server = await RedisServer.StartAsync("requirepass admin");
        await server.CallAsync("ACL", "SETUSER", "cacher", "on", ">first", "~*", "+@all");
        await using var client = await TestClient.ConnectAsync($"redis://cacher@{server.EndPoint}?passwordFile={file}");
        await client.SetAsync("k", "v");

        await server.CallAsync("ACL", "SETUSER", "cacher", "resetpass", ">second");
        await File.WriteAllTextAsync(file, "second\n");
        await server.CallAsync("CLIENT", "KILL", "USER", "cacher");

        await Eventually.HoldsAsync(() => AnswersAsync(client));
        File.Delete(file);
    }

    [Fact]
    public async Task An_open_connection_logs_in_again_when_its_credentials_change()
    {
        await using var server = await RedisServer.StartAsync();
        foreach (var user in (string[])["blue", "green"]) await server.CallAsync("ACL", "SETUSER", user, "on", ">" + user, "~*", "+@all");
        var now = "blue";
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse(server.Url) with
        {
            Credentials = _ => ValueTask.FromResult(new RespCredentials(Volatile.Read(ref now), Volatile.Read(ref now))),
            CredentialsEvery = TimeSpan.FromSeconds(1),
        });
        var id = await client.TextAsync(new Command("CLIENT ID"));
        Assert.Equal("blue", await client.TextAsync(new Command("ACL WHOAMI")));

        Volatile.Write(ref now, "green");

        await Eventually.HoldsAsync(async () => await client.TextAsync(new Command("ACL WHOAMI")) == "green");
        Assert.Equal(id, await client.TextAsync(new Command("CLIENT ID")));
    }

    [Fact]
    public async Task A_missing_password_file_is_named()
    {
        await using var server = await RedisServer.StartAsync();

        var failure = await Assert.ThrowsAnyAsync<RespException>(() => TestClient.ConnectAsync($"{server.Url}?passwordFile=/nowhere/password"));

        Assert.Contains("/nowhere/password", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<bool> AnswersAsync(Larder.Resp.Client.RespClient client)
    {
        try
        {
            return await client.GetAsync("k") == "v";
        }
        catch (RespConnectionException)
        {
            return false;
        }
    }
}

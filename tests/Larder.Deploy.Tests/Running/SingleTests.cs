using Larder.Deploy.Tests.Support;
using Larder.Support;

namespace Larder.Deploy.Tests.Running;

/// <summary>compose.yml, with and without TLS.</summary>
public sealed class SingleTests
{
    [Fact]
    public async Task The_shop_counts_where_nothing_is_evicted_and_caches_where_everything_may_be()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.yml");
        var (redis, counters) = await StartServersAsync(deployment);
        await using var shop = await deployment.StartShopAsync();

        Assert.Equal("Hello World! I have been seen 1 times.\n", await shop.GetAsync("/"));
        await shop.GetAsync("/products");

        Assert.Equal("1", await counters.TextAsync("GET", "storefront:hits"));
        Assert.Equal("", await redis.TextAsync("GET", "storefront:hits"));
        Assert.Equal("allkeys-lru", ((object?[])(await redis.CallAsync("CONFIG", "GET", "maxmemory-policy"))!)[1]);
        await Eventually.HoldsAsync(async () => await redis.TextAsync("DBSIZE") != "0");
        Assert.Equal([], shop.Output.Where(line => line.Contains("LAR", StringComparison.Ordinal) && !line.Contains("LAR32", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_shop_answers_while_both_servers_are_dead_and_counts_on_when_they_are_back()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.yml");
        var (redis, counters) = await StartServersAsync(deployment);
        await using var shop = await deployment.StartShopAsync();
        await shop.GetAsync("/");
        // Appended to the file within a second.
        await Eventually.HoldsAsync(async () => (await counters.TextAsync("INFO", "persistence")).Contains("aof_pending_bio_fsync:0", StringComparison.Ordinal));

        await redis.KillAsync();
        await counters.KillAsync();
        Assert.Contains("Hello World!", await shop.GetAsync("/"), StringComparison.Ordinal);
        await shop.GetAsync("/products");
        await deployment.StartAsync("redis");
        await deployment.StartAsync("counters");

        await Eventually.HoldsAsync(async () => await counters.TextAsync("GET", "storefront:hits") == "2");
        await Eventually.HoldsAsync(async () => await shop.GetAsync("/") is var text && text != "Hello World! I have been seen 2 times.\n");
    }

    [Fact]
    public async Task With_TLS_the_shop_is_refused_nothing_and_nobody_gets_in_without()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.yml", "compose.tls.yml");
        var (redis, counters) = await StartServersAsync(deployment);
        await using var shop = await deployment.StartShopAsync(("Storefront__WriteBehind", "false"));

        Assert.Equal("Hello World! I have been seen 1 times.\n", await shop.GetAsync("/"));
        foreach (var page in (string[])["/products", "/products/7", "/heavy", "/dashboard", "/api/users/5", "/api/products/9"])
        {
            using var answer = await shop.AskAsync(page);
            Assert.True(answer.IsSuccessStatusCode, $"{page}: {answer.StatusCode}");
        }

        Assert.Equal("1", await counters.TextAsync("GET", "storefront:hits"));
        Assert.Equal("", await deployment.RefusedAsync());
        // On a busy machine the first handshake takes longer than a command may (LAR321); nothing else is worth a word.
        Assert.Equal([], shop.Output.Where(line => line.Contains("LAR", StringComparison.Ordinal) && !line.Contains("LAR32", StringComparison.Ordinal)));
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            await using var plain = await RawClient.ConnectAsync(redis.Host, redis.Port);
            await plain.CallAsync("PING");
        });
        Assert.Equal("PONG", (await Shell.RunAsync($"redis-cli {HealthFlags(deployment)} -p {redis.Port} ping", "/tmp")).Output.Trim());
        Assert.Contains("NOPERM", (await Shell.RunAsync($"redis-cli {HealthFlags(deployment)} -p {redis.Port} get a", "/tmp")).Output, StringComparison.Ordinal);
    }

    // As the user default, who must be nobody, a server executes its append-only file: with less than all rights he would lose what scripts wrote.
    [Fact]
    public async Task A_server_with_users_has_everything_again_after_its_death()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.yml", "compose.tls.yml");
        var (_, counters) = await StartServersAsync(deployment);
        await using var shop = await deployment.StartShopAsync();
        await shop.GetAsync("/");
        await Eventually.HoldsAsync(async () => await counters.TextAsync("GET", "storefront:hits") == "1");

        await counters.KillAsync();
        await deployment.StartAsync("counters");

        Assert.Equal("1", await counters.TextAsync("GET", "storefront:hits"));
        Assert.DoesNotContain("NOPERM", counters.Log, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RawErrorException>(async () =>
        {
            await using var nobody = await RawClient.ConnectAsync(counters.SocketPath);
            await nobody.CallAsync("GET", "storefront:hits");
        });
    }

    [Theory]
    [InlineData("aof")]
    [InlineData("rdb")]
    public async Task What_was_saved_is_there_again_after_the_disk_was_lost(string from)
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.yml");
        var counters = await deployment.StartAsync("counters");
        using var backups = new Folder("larder-backup-");
        for (var i = 0; i < 1000; i++) await counters.CallAsync("SET", $"storefront:{i}", $"value {i}");
        await counters.CallAsync("BGREWRITEAOF");
        await counters.CallAsync("INCRBY", "storefront:hits", "42");

        var (saved, backup) = await Shell.RunAsync($"DATA={counters.Folder} REDIS_CLI='redis-cli -s {counters.SocketPath}' {Deployment.PathOf("backup.sh")} {backups.PathOf("today")}", "/tmp");
        Assert.True(saved == 0, backup);
        await counters.KillAsync();
        foreach (var lost in (string[])["appendonlydir", "dump.rdb"])
            if (Directory.Exists(Path.Combine(counters.Folder, lost))) Directory.Delete(Path.Combine(counters.Folder, lost), recursive: true);
            else File.Delete(Path.Combine(counters.Folder, lost));
        var (restored, restore) = await Shell.RunAsync($"FROM={from} DATA={counters.Folder} {Deployment.PathOf("restore.sh")} {backups.PathOf("today")}", "/tmp");
        Assert.True(restored == 0, restore);
        await deployment.StartAsync("counters");

        Assert.Equal("1001", await counters.TextAsync("DBSIZE"));
        Assert.Equal("42", await counters.TextAsync("GET", "storefront:hits"));
        Assert.Equal("value 999", await counters.TextAsync("GET", "storefront:999"));
        // And it goes on keeping what comes.
        await counters.CallAsync("INCR", "storefront:hits");
        await counters.CallAsync("BGREWRITEAOF");
        await Eventually.HoldsAsync(async () => (await counters.TextAsync("INFO", "persistence")).Contains("aof_last_bgrewrite_status:ok", StringComparison.Ordinal));
        Assert.Equal("43", await counters.TextAsync("GET", "storefront:hits"));
    }

    [Fact]
    public async Task A_backup_is_never_written_over_and_the_servers_setting_is_given_back()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.yml");
        var redis = await deployment.StartAsync("redis");
        using var backups = new Folder("larder-backup-");
        var line = $"DATA={redis.Folder} REDIS_CLI='redis-cli -s {redis.SocketPath}' {Deployment.PathOf("backup.sh")} {backups.Path}";
        await redis.CallAsync("CONFIG", "SET", "auto-aof-rewrite-percentage", "70");

        var first = await Shell.RunAsync(line, "/tmp");
        var second = await Shell.RunAsync(line, "/tmp");

        Assert.True(first.Code == 0, first.Output);
        Assert.Equal(1, second.Code);
        Assert.Equal("70", ((object?[])(await redis.CallAsync("CONFIG", "GET", "auto-aof-rewrite-percentage"))!)[1]);
    }

    private static async Task<(LocalServer Redis, LocalServer Counters)> StartServersAsync(LocalDeployment deployment)
    {
        var (redis, counters) = (await deployment.StartAsync("redis"), await deployment.StartAsync("counters"));
        deployment.Place("redis:6379", redis.Host, redis.Port);
        deployment.Place("counters:6379", counters.Host, counters.Port);
        return (redis, counters);
    }

    // The words between redis-cli and ping, with this machine's path.
    private static string HealthFlags(LocalDeployment deployment) => deployment.Here(string.Join(' ', deployment.Compose.Services["redis"].HealthCheck.Skip(2).SkipLast(1)));
}

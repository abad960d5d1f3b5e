using System.Text.RegularExpressions;
using Larder.Deploy.Tests.Support;

namespace Larder.Deploy.Tests.Files;

/// <summary>What every compose file must have, and what each one has besides.</summary>
public sealed partial class ComposeTests
{
    private static readonly string[] Whole = ["compose.yml", "compose.sentinel.yml", "compose.cluster.yml"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Deployment.Folder, "compose*.yml").Select(path => Path.GetFileName(path))];

    public static TheoryData<string> WholeFiles => [.. Whole];

    [Fact]
    public void The_shop_and_its_cache_are_as_the_documents_have_them()
    {
        var compose = ComposeFile.Read("compose.yml");
        var (web, redis) = (compose.Services["web"], compose.Services["redis"]);

        Assert.Equal(["5000:5000", "8000:5000"], web.Ports);
        Assert.Equal("redis://redis:6379/0", web.Variables["REDIS_URL"]);
        Assert.Contains("redis", web.Needs);
        Assert.Equal("redis:7-alpine", redis.Image);
        Assert.Equal("redis-server --appendonly yes --maxmemory 256mb --maxmemory-policy allkeys-lru", string.Join(' ', redis.Command));
        Assert.Equal(["redis_data:/data"], redis.Mounts);
        Assert.Equal(["CMD", "redis-cli", "ping"], redis.HealthCheck);
        Assert.Equal(("30s", "10s", "3"), (redis.HealthSetting("interval"), redis.HealthSetting("timeout"), redis.HealthSetting("retries")));
        Assert.Equal("bridge", compose.NetworkSetting("cache-net", "driver"));
        Assert.Contains("cache-net", web.Networks);
        Assert.Contains("redis_data", compose.Volumes);
    }

    [Fact]
    public void What_must_not_be_evicted_has_a_server_of_its_own()
    {
        var compose = ComposeFile.Read("compose.yml");

        Assert.Equal("redis://counters:6379/0", compose.Services["web"].Variables["Larder__Redis__CountersUrl"]);
        Assert.Equal("false", compose.Services["web"].Variables["Storefront__WriteBehind"]);
        var settings = File.ReadAllLines(Deployment.PathOf("redis/counters.conf"));
        Assert.Contains("maxmemory-policy noeviction", settings);
        Assert.Contains("appendonly yes", settings);
        Assert.Contains("counters_data:/data", compose.Services["counters"].Mounts);
    }

    [Fact]
    public void S0_15_For_development_the_working_copy_is_mounted_and_watched()
    {
        var web = ComposeFile.Read("compose.yml", "compose.dev.yml").Services["web"];

        Assert.Contains("..:/src", web.Mounts);
        Assert.StartsWith("dotnet watch --project samples/Storefront", string.Join(' ', web.Command), StringComparison.Ordinal);
        Assert.Equal("build", web.Build["target"]);
        Assert.Contains("5000:5000", web.Ports);
    }

    [Theory, MemberData(nameof(WholeFiles))]
    public void No_server_can_be_reached_from_outside(string file)
    {
        var compose = ComposeFile.Read(file);

        Assert.Equal("true", compose.NetworkSetting("cache-net", "internal"));
        foreach (var server in compose.Services.Values.Where(service => service.Image == "redis:7-alpine"))
        {
            Assert.Empty(server.Ports);
            Assert.Equal(["cache-net"], server.Networks);
        }
    }

    [Fact]
    public void The_ports_of_the_servers_are_opened_for_this_machine_alone_and_by_a_file_of_its_own()
    {
        var opened = ComposeFile.Read("compose.yml", "compose.open-redis.yml");

        Assert.Equal(["127.0.0.1:6379:6379"], opened.Services["redis"].Ports);
        Assert.All(opened.Services["counters"].Ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        // A network that lets nobody out lets nobody in either.
        Assert.Contains("front", opened.Services["redis"].Networks);
    }

    [Theory, MemberData(nameof(WholeFiles))]
    public void The_shop_may_do_little_in_its_container(string file)
    {
        var web = ComposeFile.Read(file).Services["web"];

        Assert.True(web.IsReadOnly);
        Assert.Equal(["ALL"], web.DroppedRights);
        Assert.Null(web.User); // The image has one.
        Assert.Equal(["shop_data:/data"], web.Mounts);
        Assert.Equal("..", web.Build["context"]);
        Assert.True(File.Exists(Path.Combine(Deployment.Root, web.Build["dockerfile"]!)));
    }

    [Theory, MemberData(nameof(WholeFiles))]
    public void Every_server_is_asked_for_its_health(string file)
    {
        var servers = ComposeFile.Read(file).Services.Values.Where(service => service.Image == "redis:7-alpine" && service.Name != "form-cluster");

        Assert.All(servers, server => Assert.Equal("redis-cli", server.HealthCheck[1]));
    }

    [Theory, MemberData(nameof(Files))]
    public void No_secret_stands_in_a_file_or_a_variable(string file)
    {
        var text = File.ReadAllText(Deployment.PathOf(file));

        Assert.DoesNotMatch(PasswordInUrl(), text);
        Assert.DoesNotContain("requirepass", text, StringComparison.Ordinal);
        Assert.DoesNotContain("JBSWY3DPEHPK3PXP", text, StringComparison.Ordinal);
        foreach (var service in ComposeFile.Read(file).Services.Values)
            Assert.DoesNotContain(service.Variables, variable => SecretName().IsMatch(variable.Key) && variable.Value is not null);
    }

    [Theory, MemberData(nameof(Files))]
    public void What_is_mounted_is_there_and_can_not_be_changed(string file)
    {
        foreach (var mount in ComposeFile.Read(file).Services.Values.SelectMany(service => service.Mounts).Where(mount => mount.StartsWith("./", StringComparison.Ordinal)))
        {
            Assert.True(Path.Exists(Deployment.PathOf(mount.Split(':')[0])), mount);
            Assert.EndsWith(":ro", mount, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_with_secrets_are_never_committed()
    {
        var ignored = File.ReadAllLines(Path.Combine(Deployment.Root, ".gitignore"));
        var unseen = File.ReadAllLines(Path.Combine(Deployment.Root, ".dockerignore"));

        Assert.Contains("deploy/secrets/", ignored);
        Assert.Contains("deploy/.env", ignored);
        Assert.Contains("deploy/tls/*.key", ignored);
        Assert.Contains("deploy/secrets", unseen);
        Assert.Contains("deploy/tls/*.key", unseen);
    }

    [GeneratedRegex(@"(?i)redis[a-z+]*://[^@\s]*:[^@/\s]+@")]
    private static partial Regex PasswordInUrl();

    [GeneratedRegex("(?i)password|secret|token")]
    private static partial Regex SecretName();
}

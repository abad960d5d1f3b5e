using System.Globalization;
using Larder.Deploy.Tests.Support;
using Larder.Support;

namespace Larder.Deploy.Tests.Running;

/// <summary>compose.sentinel.yml and compose.cluster.yml. Each container's address is one of the many that a machine has for itself.</summary>
public sealed class GroupTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task When_the_primary_dies_another_takes_over_and_it_comes_back_as_a_replica()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.sentinel.yml");
        var nodes = await StartWatchedAsync(deployment);
        await using var shop = await deployment.StartShopAsync();
        await Eventually.HoldsAsync(async () => await shop.GetAsync("/") == "Hello World! I have been seen 1 times.\n" || await IsCountedAsync(nodes[0]));
        await shop.GetAsync("/products");

        await nodes[0].KillAsync();
        // Who counts in the meantime is answered, and merged when there is a primary.
        for (var i = 0; i < 5; i++) Assert.Contains("Hello World!", await shop.GetAsync("/"), StringComparison.Ordinal);
        var primary = await PrimaryAsync(nodes[1..]);
        await Eventually.HoldsAsync(() => IsCountedAsync(primary), Patience);
        for (var i = 1; i <= 3; i++)
            await Eventually.HoldsAsync(async () => (await deployment[$"sentinel-{i}"].TextAsync("INFO", "sentinel")).Contains($"address={primary.EndPoint}", StringComparison.Ordinal), Patience);
        await StartNodeAsync(deployment, "redis-1");

        await Eventually.HoldsAsync(async () => await nodes[0].CallAsync("ROLE") is object?[] role && role[0] is "slave");
        Assert.Contains($"the primary is {primary.Host} port {primary.Port}", nodes[0].Log, StringComparison.Ordinal);
        await Eventually.HoldsAsync(
            async () => (await Task.WhenAll(nodes.Select(node => node.TextAsync("GET", "storefront:hits")))) is [{ Length: > 0 } one, var other, var third] && one == other && other == third,
            Patience);
        Assert.Equal("", await deployment.RefusedAsync());
    }

    [Fact]
    public async Task A_primary_that_nobody_follows_takes_no_writes()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.sentinel.yml");
        var nodes = await StartWatchedAsync(deployment);
        await nodes[0].CallAsync("SET", "a", "1");

        foreach (var name in (string[])["sentinel-1", "sentinel-2", "sentinel-3", "redis-2", "redis-3"]) await deployment[name].KillAsync();

        await Eventually.HoldsAsync(async () =>
        {
            try
            {
                await nodes[0].CallAsync("SET", "a", "2");
                return false;
            }
            catch (RawErrorException refused)
            {
                return refused.Message.StartsWith("NOREPLICAS", StringComparison.Ordinal);
            }
        });
    }

    [Fact]
    public async Task Six_nodes_become_a_cluster_once_and_the_shop_goes_on_when_one_dies()
    {
        await using var deployment = await LocalDeployment.ReadAsync("compose.cluster.yml");
        var port = deployment.TakePort();
        var nodes = new List<LocalServer>();
        for (var i = 1; i <= 6; i++)
        {
            var host = string.Create(CultureInfo.InvariantCulture, $"127.77.0.1{i}");
            deployment.Place($"10.77.0.1{i}:6379", host, port);
            nodes.Add(deployment.Prepare($"redis-{i}", host, port));
        }

        for (var i = 1; i <= 6; i++) await deployment.StartAsync($"redis-{i}");
        await FormAsync("Can I set the above configuration?", "[OK] All 16384 slots covered.");
        await Eventually.HoldsAsync(async () => await IsWholeAsync(nodes), Patience);
        await FormAsync("They are a cluster.", "They are a cluster.");
        await using var shop = await deployment.StartShopAsync();
        await Eventually.HoldsAsync(async () => (await shop.GetAsync("/")).Contains("seen 3 times", StringComparison.Ordinal));
        foreach (var page in (string[])["/products", "/products/7", "/heavy", "/api/users/5"]) await shop.GetAsync(page);
        Assert.Equal("", await deployment.RefusedAsync());

        await nodes[1].KillAsync();
        for (var i = 0; i < 20; i++) Assert.Contains("Hello World!", await shop.GetAsync("/"), StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => await IsWholeAsync(nodes.Where(node => node != nodes[1])), Patience);
        await Eventually.HoldsAsync(async () => (await shop.GetAsync("/")).Contains("seen 2", StringComparison.Ordinal), Patience);

        async Task FormAsync(params string[] says)
        {
            var words = deployment.Here(string.Join(' ', deployment.Compose.Services["form-cluster"].Command.Skip(2)));
            var (code, output) = await Shell.RunAsync(
                $"sh {Deployment.PathOf("redis/form-cluster.sh")} {words}", "/tmp", ("ADMIN_PASSWORD_FILE", deployment.SecretPath("redis_admin")));
            Assert.True(code == 0, output);
            Assert.Contains(says[^1], output, StringComparison.Ordinal);
        }
    }

    private static async Task<LocalServer[]> StartWatchedAsync(LocalDeployment deployment)
    {
        var (port, sentinelPort) = (deployment.TakePort(), deployment.TakePort());
        for (var i = 1; i <= 3; i++)
        {
            deployment.Prepare($"redis-{i}", $"127.78.0.{i}", port);
            deployment.Prepare($"sentinel-{i}", $"127.78.1.{i}", sentinelPort);
            deployment.Place($"redis-{i}:6379", $"127.78.0.{i}", port);
            deployment.Place($"sentinel-{i}:26379", $"127.78.1.{i}", sentinelPort);
        }

        LocalServer[] nodes = [deployment["redis-1"], deployment["redis-2"], deployment["redis-3"]];
        foreach (var node in nodes) await StartNodeAsync(deployment, node.Name);
        for (var i = 1; i <= 3; i++) await deployment.StartScriptAsync($"sentinel-{i}");
        await Eventually.HoldsAsync(async () => (await nodes[0].TextAsync("INFO", "replication")).Contains("min_slaves_good_slaves:2", StringComparison.Ordinal), Patience);
        for (var i = 1; i <= 3; i++)
            await Eventually.HoldsAsync(
                async () => (await deployment[$"sentinel-{i}"].TextAsync("INFO", "sentinel")).Contains("slaves=2,sentinels=3", StringComparison.Ordinal), Patience);
        return nodes;
    }

    private static Task StartNodeAsync(LocalDeployment deployment, string service)
    {
        var variables = deployment.Compose.Services[service].Variables;
        var sentinels = variables["SENTINELS"]!.Split(' ').Select(name => deployment[name].EndPoint);
        return deployment.StartScriptAsync(
            service, ("SELF", deployment[variables["SELF"]!].Host), ("FIRST", deployment[variables["FIRST"]!].Host), ("SENTINELS", string.Join(' ', sentinels)));
    }

    private static async Task<LocalServer> PrimaryAsync(LocalServer[] nodes)
    {
        LocalServer? primary = null;
        await Eventually.HoldsAsync(async () =>
        {
            foreach (var node in nodes)
                if (await node.CallAsync("ROLE") is object?[] role && role[0] is "master") primary = node;
            return primary is not null;
        }, Patience);
        return primary!;
    }

    private static async Task<bool> IsCountedAsync(LocalServer node) => int.TryParse(await node.TextAsync("GET", "storefront:hits"), out var hits) && hits > 0;

    private static async Task<bool> IsWholeAsync(IEnumerable<LocalServer> nodes)
    {
        foreach (var node in nodes)
        {
            if (!(await node.TextAsync("CLUSTER", "INFO")).Contains("cluster_state:ok", StringComparison.Ordinal)) return false;
            if ((await node.TextAsync("INFO", "replication")).Contains("master_link_status:down", StringComparison.Ordinal)) return false;
        }
        return true;
    }
}

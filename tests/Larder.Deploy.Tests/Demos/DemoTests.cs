using System.Globalization;
using System.Text.Json;
using Larder.Support;

namespace Larder.Deploy.Tests.Demos;

public sealed class DemoTests
{
    private const string Ready = "Ctrl-C ends everything.";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task The_counter_goes_on_when_the_primary_is_stopped_and_is_the_same_everywhere_when_it_is_back()
    {
        using var port = PortLease.Take();
        await using var demo = await DemoProcess.StartAsync(Ready, "failover", "--port", Text(port.Number));
        int[] servers = [PortOf(demo.Named("Primary")[0]), PortOf(demo.Named("Replica")[0])];
        int[] all = [port.Number, PortOf(demo.Named("Sentinel")[0]), .. servers];
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(demo.Named("Control")[0]));
        Assert.Equal([servers[0]], await demo.PortsAsync("primary up"));
        Assert.Contains("seen 1 times", await demo.GetAsync(port.Number), StringComparison.Ordinal);

        Assert.Equal(["ok"], await demo.TellAsync($"stop {servers[0]}"));
        Assert.StartsWith("error", (await demo.TellAsync($"stop {servers[0]}"))[0], StringComparison.Ordinal);
        for (var i = 0; i < 5; i++) Assert.Contains("Hello World!", await demo.GetAsync(port.Number), StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => await demo.PortsAsync("primary up") is [var primary] && primary == servers[1], Patience);
        await Eventually.HoldsAsync(async () => await demo.GetAsync(port.Number) is var text && Seen(text) >= 7, Patience);
        Assert.Equal(["ok"], await demo.TellAsync($"start {servers[0]}"));

        Assert.Equal([servers[0]], await demo.PortsAsync("replica up"));
        await Eventually.HoldsAsync(async () => await CountersAsync(servers) is [{ Length: > 0 } one, var other] && one == other && int.Parse(one, CultureInfo.InvariantCulture) >= 7, Patience);
        Assert.Equal(0, await demo.InterruptAsync());
        await DemoProcess.AreClosedAsync(all);
    }

    [Fact]
    public async Task What_is_typed_is_done_as_well()
    {
        using var port = PortLease.Take();
        await using var demo = await DemoProcess.StartAsync(Ready, "failover", "--port", Text(port.Number));

        demo.Type("state");
        await demo.SaysAsync($"{PortOf(demo.Named("Replica")[0])} replica up");
        demo.Type("stop everything");
        await demo.SaysAsync("error everything is no port.");
    }

    [Fact]
    public async Task Nothing_is_left_behind_when_the_demo_is_killed()
    {
        using var port = PortLease.Take();
        await using var demo = await DemoProcess.StartAsync(Ready, "failover", "--port", Text(port.Number));
        int[] all = [port.Number, PortOf(demo.Named("Sentinel")[0]), PortOf(demo.Named("Primary")[0]), PortOf(demo.Named("Replica")[0])];

        await demo.KillAsync();

        await DemoProcess.AreClosedAsync(all);
    }

    [Fact]
    public async Task A_cluster_loses_a_primary_and_the_shop_goes_on_counting()
    {
        using var port = PortLease.Take();
        await using var demo = await DemoProcess.StartAsync(Ready, "cluster", "--port", Text(port.Number));
        int[] nodes = [.. demo.Named("Primaries").Concat(demo.Named("Replicas")).Select(PortOf)];
        await demo.GetAsync(port.Number);

        foreach (var primary in (await demo.PortsAsync("primary up")).Take(1)) Assert.Equal(["ok"], await demo.TellAsync($"stop {primary}"));
        await demo.GetAsync(port.Number);
        await Eventually.HoldsAsync(async () => (await demo.PortsAsync("primary up")).Length == 3, Patience);
        await Eventually.HoldsAsync(async () => Seen(await demo.GetAsync(port.Number)) >= 3, Patience);

        Assert.Equal(0, await demo.InterruptAsync());
        await DemoProcess.AreClosedAsync([port.Number, .. nodes]);
    }

    [Fact]
    public async Task Three_shops_count_together_and_end_together()
    {
        using var port = PortLease.Take();
        await using var demo = await DemoProcess.StartAsync("Ctrl-C ends all.", "fleet", "--port", Text(port.Number));
        int[] ports = [port.Number, port.Number + 1, port.Number + 2];

        for (var i = 0; i < 6; i++) Assert.Equal(i + 1, Seen(await demo.GetAsync(ports[i % 3])));

        Assert.Contains($"{ports[1]} | ", demo.Output, StringComparison.Ordinal);
        var peers = (await demo.CoherenceAsync(ports[0])).GetProperty("peers").EnumerateArray().ToArray();
        Assert.Equal([$"http://127.0.0.1:{ports[1]}", $"http://127.0.0.1:{ports[2]}"], peers.Select(static peer => peer.GetProperty("address").GetString()));
        Assert.All(peers, static peer => Assert.Equal(JsonValueKind.Number, peer.GetProperty("after").ValueKind));
        Assert.Equal(0, await demo.InterruptAsync());
        await DemoProcess.AreClosedAsync(ports);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int PortOf(string endPoint) => int.Parse(endPoint.Split(':')[1], CultureInfo.InvariantCulture);

    private static int Seen(string text) => int.Parse(text.Split(' ')[6], CultureInfo.InvariantCulture);

    private static async Task<string[]> CountersAsync(int[] servers)
    {
        var counters = new List<string>();
        foreach (var server in servers)
        {
            await using var client = await RawClient.ConnectAsync("127.0.0.1", server);
            counters.Add(Convert.ToString(await client.CallAsync("GET", "storefront:hits"), CultureInfo.InvariantCulture) ?? "");
        }

        return [.. counters];
    }
}

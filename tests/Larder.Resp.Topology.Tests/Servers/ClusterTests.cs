using System.Globalization;
using Larder.Resp.Client;
using Larder.Resp.Configuration;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Servers;

[Collection(nameof(Groups))]
public sealed class ClusterTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    private RedisCluster Cluster => shared.Cluster!;

    [Fact]
    public async Task Keys_are_written_where_the_cluster_says_they_belong()
    {
        await using var client = await TestClient.ConnectAsync(Cluster.Url);
        await using var raw = await Cluster.Nodes[0].OpenAsync();
        var random = new Random(4);
        for (var i = 0; i < 300; i++)
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{(i % 3 == 0 ? "{tag" : "k")}{random.Next()}{(i % 2 == 0 ? "}é" : "")}");
            Assert.Equal((await raw.CallAsync("CLUSTER", "KEYSLOT", key))!, (long)HashSlot.Of(Argument.KeyOf(key)));
            await client.SetAsync(key, key);
            Assert.Equal(key, await client.GetAsync(key));
        }
    }

    [Fact]
    public async Task Commands_of_many_keys_are_divided_and_joined_again()
    {
        await using var client = await TestClient.ConnectAsync(Cluster.Url);
        var keys = Enumerable.Range(0, 100).Select(i => $"many:{i}").ToArray();
        var pairs = keys.Aggregate(new Command("MSET"), (command, key) => command.Key(key).Arg("v" + key));

        Assert.Equal("OK", await client.TextAsync(pairs));
        var values = await client.ValueAsync(new Command("MGET").Keys([.. keys, "none"]));
        Assert.Equal([.. keys.Select(key => "v" + key), null], values.Items.Select(value => value.AsString()));
        Assert.Equal(100, (await client.ValueAsync(new Command("DEL").Keys([.. keys, "none"]))).AsInt64());

        await Assert.ThrowsAsync<ArgumentException>(() => client.ValueAsync(new Command("RENAME").Key("a").Key("b")));
    }

    [Fact]
    public async Task Slots_move_under_load_and_no_command_fails()
    {
        await using var client = await TestClient.ConnectAsync(Cluster.Url);
        var slot = HashSlot.Of(Argument.KeyOf("{moving}"));
        await using var load = new Load(client, workers: 16, worker => worker % 2 == 0 ? $"{{moving}}:{worker}" : $"other:{worker}");
        await load.MoreAsync(200);

        for (var round = 0; round < 4; round++)
        {
            var from = await Cluster.OwnerOfAsync(slot);
            var to = await Cluster.OtherPrimaryAsync(from);
            await Cluster.BeginMoveAsync(slot, from, to);
            await load.MoreAsync(100);
            await client.SetAsync("{moving}:new", "only at the new owner");
            await Cluster.MoveKeysAsync(slot, from, to);
            Assert.Equal("only at the new owner", await client.GetAsync("{moving}:new"));
            await load.MoreAsync(100);
            await Cluster.EndMoveAsync(slot, from, to);
            await load.MoreAsync(100);
        }

        await load.StopAsync();
        Assert.Empty(load.Faults);
        Assert.Empty(load.Failures);
    }

    [Fact]
    public async Task What_the_cluster_puts_off_is_asked_again()
    {
        string[] excuses = ["-TRYAGAIN Multiple keys request during rehashing of slot", "-CLUSTERDOWN The cluster is down", "-LOADING Redis is loading the dataset in memory", "+done"];
        var asked = 0;
        await using var node = RespStub.StartRedis(call => string.Join(' ', call.Words.Take(2)) switch
        {
            "CLUSTER INFO" => RespStub.Bulk("cluster_state:ok\r\ncluster_current_epoch:1\r\n"),
            "CLUSTER SLOTS" => $"*1\r\n*3\r\n:0\r\n:16383\r\n*2\r\n{RespStub.Bulk("")}:{call.Connection.Port}\r\n",
            "INCR k" => excuses[asked++] + "\r\n",
            _ => null,
        });
        await using var client = await TestClient.ConnectAsync($"redis+cluster://{node.EndPoint}");

        Assert.Equal("done", await client.TextAsync(new Command("INCR").Key("k")));
        Assert.Equal(excuses.Length, asked);
    }

    [Fact]
    public async Task A_replica_is_promoted_under_load_and_the_client_follows()
    {
        await using var client = await TestClient.ConnectAsync(Cluster.Url);
        await using var load = new Load(client, workers: 16);
        await load.MoreAsync(200);

        await Cluster.FailOverToAsync((await Cluster.ReplicasAsync())[0]);
        await load.MoreAsync(500);

        await load.StopAsync();
        Assert.Empty(load.Faults);
        Assert.Empty(load.Failures);
        await Cluster.IsWholeAsync();
    }

    [Fact]
    public async Task Replicas_are_read_on_request_and_never_written()
    {
        await using var client = await TestClient.ConnectAsync(RespOptions.Parse(Cluster.Url) with { Reads = ReadPreference.Replica });
        foreach (var node in Cluster.Nodes) await node.CallAsync("CONFIG", "RESETSTAT");
        var replicas = await Cluster.ReplicasAsync();

        for (var i = 0; i < 50; i++) await client.SetAsync($"read:{i}", "v");
        await Eventually.HoldsAsync(async () =>
        {
            for (var i = 0; i < 50; i++)
                if (await client.GetAsync($"read:{i}") != "v") return false;
            foreach (var replica in replicas)
                if (!(await Cluster.Nodes[replica].TextAsync("INFO", "commandstats")).Contains("cmdstat_get:", StringComparison.Ordinal)) return false;
            return true;
        });
    }

    [Fact]
    public async Task Scripts_that_meet_one_slot_and_commands_without_keys_work()
    {
        await using var client = await TestClient.ConnectAsync(Cluster.Url);

        Assert.Equal("PONG", await client.TextAsync(new Command("PING")));
        Assert.Equal("v", await client.TextAsync(new Command("EVAL").Arg("redis.call('SET', KEYS[1], ARGV[1]) return redis.call('GET', KEYS[1])").Arg(1).Key("script").Arg("v")));
    }

    // Connections are killed while commands are under way: what is told of each command must be true of the counters.
    [Fact]
    public async Task No_command_runs_twice_and_none_that_succeeded_is_lost()
    {
        const int Workers = 16;
        await using var client = await TestClient.ConnectAsync(Cluster.Url);
        using var ended = new CancellationTokenSource();
        var counts = new (int Done, int Unknown)[Workers];
        var workers = Enumerable.Range(0, Workers).Select(worker => Task.Run(() => CountAsync(client, worker, counts, ended.Token))).ToArray();

        for (var round = 0; round < 8; round++)
        {
            var before = counts.Sum(count => count.Done);
            await Eventually.HoldsAsync(() => counts.Sum(count => count.Done) > before + 50 || workers.Any(worker => worker.IsFaulted));
            foreach (var node in Cluster.Nodes) await node.CallAsync("CLIENT", "KILL", "TYPE", "normal");
        }
        await ended.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30));

        for (var worker = 0; worker < Workers; worker++)
        {
            var counter = int.Parse(await client.GetAsync($"count:{worker}") ?? "0", CultureInfo.InvariantCulture);
            Assert.InRange(counter, counts[worker].Done, counts[worker].Done + counts[worker].Unknown);
        }
        Assert.True(counts.Sum(count => count.Unknown) > 0, "No command was under way when its connection was killed: nothing was tested.");
    }

    private static async Task CountAsync(RespClient client, int worker, (int Done, int Unknown)[] counts, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await client.ValueAsync(new Command("INCR").Key($"count:{worker}"));
                counts[worker].Done++;
            }
            catch (RespConnectionException e) when (e.Delivery == Delivery.MaybeExecuted)
            {
                counts[worker].Unknown++;
            }
            catch (RespConnectionException)
            {
                // Not sent: it counts as never asked for.
            }
        }
    }
}

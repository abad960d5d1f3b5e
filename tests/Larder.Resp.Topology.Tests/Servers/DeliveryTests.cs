using Larder.Resp.Client;
using Larder.Support;

namespace Larder.Resp.Topology.Tests.Servers;

[Collection(nameof(Groups))]
public sealed class DeliveryTests(SharedCluster shared) : IClassFixture<SharedCluster>
{
    // Connections are killed while commands are under way: what is told of each command must be true of the counters.
    [Fact]
    public async Task No_command_runs_twice_and_none_that_succeeded_is_lost()
    {
        const int Workers = 16;
        await using var client = await TestClient.ConnectAsync(shared.Cluster!.Url);
        using var ended = new CancellationTokenSource();
        var counts = new (int Done, int Unknown)[Workers];
        var workers = Enumerable.Range(0, Workers).Select(worker => Task.Run(() => CountAsync(client, worker, counts, ended.Token))).ToArray();

        for (var round = 0; round < 20; round++)
        {
            var before = counts.Sum(count => count.Done);
            await Eventually.HoldsAsync(() => counts.Sum(count => count.Done) > before + 50 || workers.Any(worker => worker.IsFaulted));
            foreach (var node in shared.Cluster.Nodes) await node.CallAsync("CLIENT", "KILL", "TYPE", "normal");
        }
        await ended.CancelAsync();
        await Task.WhenAll(workers).WaitAsync(TimeSpan.FromSeconds(30));

        for (var worker = 0; worker < Workers; worker++)
        {
            var counter = int.Parse(await client.GetAsync($"count:{worker}") ?? "0", System.Globalization.CultureInfo.InvariantCulture);
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

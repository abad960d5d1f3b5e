using System.Globalization;
using Larder.Chaos.Fleet;
using Larder.Chaos.Source;
using Larder.Support;

namespace Larder.Chaos.Faults;

/// <summary>Makes one fault after the other, by chance that a seed can repeat, and leaves each healed.</summary>
internal sealed class FaultMaker(WorkerFleet fleet, SharedPlace place, HistoryLog history, Random random)
{
    private const int LongestMilliseconds = 3_000;
    private const int MaxPauseMilliseconds = 2_000;

    // Sentinels that miss their primary for longer give its place to a replica, and what that had not heard of yet is lost: no promise covers it.
    private const int LongestMillisecondsBesideSentinels = 500;

    private static readonly Dictionary<TierKind, FaultKind[]> Possible = new()
    {
        [TierKind.Redis] = [.. Enum.GetValues<FaultKind>().Except([FaultKind.FailOver, FaultKind.MoveSlot])],
        [TierKind.Sentinel] = [FaultKind.KillWorker, FaultKind.StopWorker, FaultKind.KillConnection, FaultKind.StopServer, FaultKind.FlushAll],
        [TierKind.Cluster] =
            [FaultKind.KillWorker, FaultKind.StopWorker, FaultKind.KillConnection, FaultKind.FlushAll, FaultKind.FailOver, FaultKind.MoveSlot],
        [TierKind.Sqlite] = [FaultKind.KillWorker, FaultKind.StopWorker],
    };

    private readonly Dictionary<string, int> _made = [];

    /// <summary>How often each fault was made.</summary>
    public IReadOnlyDictionary<string, int> Made => _made;

    public async Task RunAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        var possible = Possible[place.Tier];
        var longest = place.Tier == TierKind.Sentinel ? LongestMillisecondsBesideSentinels : LongestMilliseconds;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(random.Next(MaxPauseMilliseconds / 5, MaxPauseMilliseconds), cancellationToken);
                var kind = possible[random.Next(possible.Length)];
                var (seat, length) = (random.Next(fleet.Count), TimeSpan.FromMilliseconds(random.Next(50, longest)));
                tell($"{kind} at seat {seat} for {length.TotalMilliseconds:0} ms");
                await MakeAsync(kind, seat, length);
                _made[kind.ToString()] = _made.GetValueOrDefault(kind.ToString()) + 1;
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over; every fault that was made is healed.
        }
    }

    private Task MakeAsync(FaultKind kind, int seat, TimeSpan length) => kind switch
    {
        FaultKind.KillWorker => fleet.ReplaceAsync(seat),
        FaultKind.StopWorker => StopWorkerAsync(fleet.Worker(seat), length),
        FaultKind.BlackHole => BlackHoleAsync(fleet.ProxyOf(seat)!, length),
        FaultKind.KillConnection => KillConnectionAsync(),
        FaultKind.StopServer => StopServerAsync(length),
        FaultKind.RestartServer => RestartAsync(length, static _ => { }),
        FaultKind.RestartServerEmpty => RestartAsync(length, static folder => Directory.Delete(Path.Combine(folder, "appendonlydir"), recursive: true)),
        FaultKind.FlushAll => FlushAsync(),
        FaultKind.FailOver => FailOverAsync(place.Cluster!),
        FaultKind.MoveSlot => MoveSlotAsync(place.Cluster!),
        _ => throw new InvalidOperationException($"There is no fault {kind}."),
    };

    private static async Task StopWorkerAsync(WorkerProcess worker, TimeSpan length)
    {
        worker.Suspend();
        await Task.Delay(length);
        worker.Resume();
    }

    private static async Task BlackHoleAsync(TcpProxy proxy, TimeSpan length)
    {
        proxy.BlackHole();
        await Task.Delay(length);
        // What was lost makes nonsense of what follows on the same connection, so none survives a cut.
        proxy.Reset();
        proxy.Heal();
    }

    private async Task KillConnectionAsync()
    {
        var servers = await place.PrimariesAsync();
        await using var admin = await servers[random.Next(servers.Count)].OpenAsync();
        var lines = ((string)(await admin.CallAsync("CLIENT", "LIST"))!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] addresses = [.. lines.Select(AddressOf).Where(static address => address.StartsWith("127.0.0.1:", StringComparison.Ordinal))];
        if (addresses.Length > 0) await admin.CallAsync("CLIENT", "KILL", "ADDR", addresses[random.Next(addresses.Length)]);
    }

    private async Task StopServerAsync(TimeSpan length)
    {
        var server = (await place.PrimariesAsync())[0];
        server.Suspend();
        await Task.Delay(length);
        server.Resume();
    }

    private async Task RestartAsync(TimeSpan length, Action<string> between)
    {
        await place.Server!.KillAsync();
        between(place.Server.Folder);
        await Task.Delay(length / 2);
        await place.Server.StartAgainAsync();
    }

    private async Task FlushAsync()
    {
        var start = Clock.Now;
        foreach (var server in await place.PrimariesAsync()) await server.CallAsync("FLUSHALL");
        var end = Clock.Now;
        for (var key = 0; key < KeySet.Count; key++) history.Add(new Operation(OperationKind.Told, Operation.Foreign, key, start, end));
    }

    private async Task FailOverAsync(RedisCluster cluster)
    {
        var replicas = await cluster.ReplicasAsync();
        await cluster.FailOverToAsync(replicas[random.Next(replicas.Count)]);
    }

    private async Task MoveSlotAsync(RedisCluster cluster)
    {
        var slot = await place.SlotOfAsync(KeySet.TierPrefix + KeySet.NameOf(random.Next(KeySet.Count)));
        var from = await cluster.OwnerOfAsync(slot);
        await cluster.MoveAsync(slot, from, await cluster.OtherPrimaryAsync(from));
    }

    private static string AddressOf(string line)
    {
        var at = line.IndexOf(" addr=", StringComparison.Ordinal) + " addr=".Length;
        return line[at..line.IndexOf(' ', at)].ToString(CultureInfo.InvariantCulture);
    }
}

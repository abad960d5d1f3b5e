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
    private static readonly FaultKind[] WithServer = Enum.GetValues<FaultKind>();
    private static readonly FaultKind[] WithFile = [FaultKind.KillWorker, FaultKind.StopWorker];

    private readonly Dictionary<string, int> _made = [];

    /// <summary>How often each fault was made.</summary>
    public IReadOnlyDictionary<string, int> Made => _made;

    public async Task RunAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        var possible = place.Server is null ? WithFile : WithServer;
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(random.Next(MaxPauseMilliseconds / 5, MaxPauseMilliseconds), cancellationToken);
                var kind = possible[random.Next(possible.Length)];
                var (seat, length) = (random.Next(fleet.Count), TimeSpan.FromMilliseconds(random.Next(50, LongestMilliseconds)));
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
        await using var admin = await place.Server!.OpenAsync();
        var lines = ((string)(await admin.CallAsync("CLIENT", "LIST"))!).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] addresses = [.. lines.Select(AddressOf).Where(static address => address.StartsWith("127.0.0.1:", StringComparison.Ordinal))];
        if (addresses.Length > 0) await admin.CallAsync("CLIENT", "KILL", "ADDR", addresses[random.Next(addresses.Length)]);
    }

    private async Task StopServerAsync(TimeSpan length)
    {
        place.Server!.Suspend();
        await Task.Delay(length);
        place.Server.Resume();
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
        await using var admin = await place.Server!.OpenAsync();
        var start = Clock.Now;
        await admin.CallAsync("FLUSHALL");
        var end = Clock.Now;
        for (var key = 0; key < KeySet.Count; key++) history.Add(new Operation(OperationKind.Told, Operation.Foreign, key, start, end));
    }

    private static string AddressOf(string line)
    {
        var at = line.IndexOf(" addr=", StringComparison.Ordinal) + " addr=".Length;
        return line[at..line.IndexOf(' ', at)].ToString(CultureInfo.InvariantCulture);
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using Larder.Resp.Client;

namespace Larder.Resp.Topology.Tests.Servers;

/// <summary>
/// Workers that each write a number to a key of their own and read it back, over and over. A reply that belongs to another, or a number that is older than
/// one that was read before it, is remembered as a fault; failures of the client's own kinds are counted.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly ConcurrentQueue<string> _faults = [];
    private readonly ConcurrentQueue<RespException> _failures = [];
    private readonly Task[] _workers;
    private readonly RespClient _client;
    private readonly Func<int, string> _keyOf;
    private int _done;

    public Load(RespClient client, int workers, Func<int, string>? keyOf = null)
    {
        (_client, _keyOf) = (client, keyOf ?? (worker => $"load:{worker}"));
        _workers = [.. Enumerable.Range(0, workers).Select(worker => Task.Run(() => WorkAsync(worker)))];
    }

    /// <summary>Rounds of write and read that succeeded.</summary>
    public int Done => Volatile.Read(ref _done);

    public IReadOnlyCollection<string> Faults => _faults;

    public IReadOnlyCollection<RespException> Failures => _failures;

    /// <summary>Until so many more rounds have succeeded.</summary>
    public async Task MoreAsync(int rounds)
    {
        var wanted = Done + rounds;
        await Larder.Support.Eventually.HoldsAsync(() => Done >= wanted || !_faults.IsEmpty);
    }

    /// <summary>Ends the workers. Each command ends by itself: one that hangs fails the test.</summary>
    public async Task StopAsync()
    {
        await _ended.CancelAsync();
        await Task.WhenAll(_workers).WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _ended.Dispose();
    }

    private async Task WorkAsync(int worker)
    {
        var key = _keyOf(worker);
        for (var round = 1; !_ended.IsCancellationRequested; round++)
        {
            try
            {
                await _client.SetAsync(key, string.Create(CultureInfo.InvariantCulture, $"{worker}:{round}"));
                Check(worker, round, await _client.GetAsync(key));
                Interlocked.Increment(ref _done);
            }
            catch (RespException e)
            {
                _failures.Enqueue(e);
                await Task.Delay(5);
            }
            catch (Exception e)
            {
                _faults.Enqueue(e.ToString());
                return;
            }
        }
    }

    // Replication is asynchronous: a failover may lose the last writes, never mix up who wrote them.
    private void Check(int worker, int round, string? text)
    {
        if (text is null) return;
        var parts = text.Split(':');
        if (parts[0] != worker.ToString(CultureInfo.InvariantCulture)) _faults.Enqueue($"Worker {worker} read {text}.");
        else if (int.Parse(parts[1], CultureInfo.InvariantCulture) > round) _faults.Enqueue($"Worker {worker} read {text} in round {round}.");
    }
}

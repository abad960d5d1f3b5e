using System.Globalization;
using Larder.Chaos.Fleet;
using Larder.Chaos.Source;
using Larder.Support;

namespace Larder.Chaos.Faults;

/// <summary>
/// A program that knows nothing of caches: it commits a version and then deletes the key in the server, or writes what it likes there.
/// It counts as acknowledged when the server has answered.
/// </summary>
internal sealed class ForeignWriter(SharedPlace place, SourceServer source, HistoryLog history, Random random)
{
    private const int MaxPauseMilliseconds = 40;
    private const int SlowOneIn = 25;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(random.Next(1, MaxPauseMilliseconds), cancellationToken);
                await WriteAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var key = random.Next(SlowOneIn) == 0 ? KeySet.Slow : random.Next(KeySet.Slow);
        var version = source.Commits.Commit(key);
        var name = KeySet.TierPrefix + KeySet.NameOf(key);
        string[] command = random.Next(4) > 0 ? ["DEL", name] : ["SET", name, version.ToString(CultureInfo.InvariantCulture)];
        try
        {
            var server = await place.ServerOfAsync(name);
            var start = Clock.Now;
            await server.CallAsync(command).WaitAsync(cancellationToken);
            history.Add(new Operation(OperationKind.Told, Operation.Foreign, key, start, Clock.Now));
        }
        catch (Exception failure) when (failure is IOException or RawErrorException or InvalidOperationException)
        {
            // The server was killed and comes back, or the key is on its way to another: nothing was acknowledged.
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }
    }
}

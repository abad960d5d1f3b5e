using Larder.Tiers;
using Microsoft.Extensions.Hosting;

namespace Larder.Journal;

/// <summary>Applies what is journaled, from the application's start to its end: one worker a shard.</summary>
internal sealed class WriteBehindEngine(EngineScope scope) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _ending = new();
    private Task[] _working = [];

    /// <summary>Refuses to start where writes would be lost. A journal that does not answer yet is no reason: until it does, nothing is acknowledged.</summary>
    /// <exception cref="JournalRefusedException">The journal's place does not keep what the settings promise.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (scope.Stores.Count == 0) return;
        try
        {
            await scope.Journal.OpenAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (TierException failure)
        {
            JournalLog.Unreachable(scope.Logger, scope.Journal.Name, failure.Message);
        }

        _working = [.. Enumerable.Range(0, scope.Options.Shards).Select(shard => Task.Run(
            () => new ShardWorker(scope, shard, _draining.Token).RunAsync(_ending.Token), CancellationToken.None))];
    }

    /// <summary>Applies what is there, for as long as it may; what is left stays in the journal.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _draining.CancelAsync().ConfigureAwait(false);
        var all = Task.WhenAll(_working);
        try
        {
            await all.WaitAsync(scope.Options.DrainFor, scope.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            await _ending.CancelAsync().ConfigureAwait(false);
            await all.ConfigureAwait(false);
            await TellRestAsync().ConfigureAwait(false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_working).ConfigureAwait(false);
    }

    private async Task TellRestAsync()
    {
        try
        {
            for (var shard = 0; shard < scope.Options.Shards; shard++)
            {
                var size = await scope.Journal.MeasureAsync(shard, CancellationToken.None).ConfigureAwait(false);
                if (size.Records > 0) JournalLog.NotDrained(scope.Logger, size.Records, shard);
            }
        }
        catch (TierException failure)
        {
            JournalLog.Unreachable(scope.Logger, scope.Journal.Name, failure.Message);
        }
    }
}

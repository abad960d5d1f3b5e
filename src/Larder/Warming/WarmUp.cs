using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.Warming;

/// <summary>One warm-up of an application. It runs once at a time; who asks while it runs gets that run.</summary>
internal sealed class WarmUp(WarmUpDefinition definition, IServiceScopeFactory scopes, ILogger logger, TimeProvider time) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;
    private WarmUpProgress? _progress;
    private WarmUpState _last = new(definition.Name, WarmUpStatus.Waiting, 0, 0, 0);
    private bool _isEnded;

    public string Name => definition.Name;

    public bool RunsAtStart => definition.Options.RunsAtStart;

    public WarmUpState State
    {
        get
        {
            lock (_lock) return _progress is { } now ? now.ToState(Name, WarmUpStatus.Running, _last.Runs + 1, now.Elapsed) : _last;
        }
    }

    /// <summary>Starts a run, unless one is under way; the task ends with it and never fails.</summary>
    public Task Start()
    {
        lock (_lock)
        {
            if (_progress is not null || _isEnded) return _running;
            var progress = _progress = new WarmUpProgress(time);
            var stop = _stop = new CancellationTokenSource();
            return _running = Task.Run(() => RunAsync(progress, stop), CancellationToken.None);
        }
    }

    /// <summary>Ends the run that is under way; false when there is none.</summary>
    public async Task<bool> CancelAsync()
    {
        CancellationTokenSource? stop;
        Task running;
        lock (_lock) (stop, running) = (_stop, _running);
        if (stop is null) return false;
        await stop.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_lock) _isEnded = true;
        await CancelAsync().ConfigureAwait(false);
    }

    private async Task RunAsync(WarmUpProgress progress, CancellationTokenSource stop)
    {
        using var limit = new CancellationTokenSource(definition.Options.TimeLimit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, limit.Token);
        WarmUpStatus status;
        try
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
                await definition.Run(new WarmUpContext(scope.ServiceProvider, definition.CacheOf(scope.ServiceProvider), definition.Options, progress), both.Token)
                    .ConfigureAwait(false);
            status = progress.FailedItems > 0 ? WarmUpStatus.Partial : WarmUpStatus.Done;
        }
        catch (OperationCanceledException) when (both.IsCancellationRequested)
        {
            status = stop.IsCancellationRequested ? WarmUpStatus.Cancelled : WarmUpStatus.TimedOut;
        }
        catch (Exception error)
        {
            // A warm-up is the application's code and may fail with anything; it is never a reason to end the application.
            progress.Note(error);
            status = WarmUpStatus.Failed;
        }

        End(progress, stop, status);
    }

    private void End(WarmUpProgress progress, CancellationTokenSource stop, WarmUpStatus status)
    {
        WarmUpState state;
        lock (_lock)
        {
            state = _last = progress.ToState(Name, status, _last.Runs + 1, progress.Elapsed);
            (_progress, _stop) = (null, null);
        }

        stop.Dispose();
        Tell(state);
    }

    private void Tell(WarmUpState state)
    {
        var took = TimeSpan.FromMilliseconds(state.TookMs);
        if (state.Status is WarmUpStatus.Failed or WarmUpStatus.Partial) WarmUpLog.Failed(logger, Name, state.Done, state.Failed, state.Error ?? "");
        else if (state.Status == WarmUpStatus.TimedOut) WarmUpLog.TimedOut(logger, Name, definition.Options.TimeLimit, state.Done);
        else WarmUpLog.Ended(logger, Name, state.Status, state.Done, took);
    }
}

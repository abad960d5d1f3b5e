namespace Larder.Warming;

/// <summary>The warm-ups of an application: how they stand, and to run them again. A service of <c>AddWarmUp</c>.</summary>
public sealed class WarmUps : IAsyncDisposable
{
    private readonly IReadOnlyList<WarmUp> _all;

    internal WarmUps(IEnumerable<WarmUp> all) => _all = [.. all];

    /// <summary>How all of them stand, in order of registration.</summary>
    public IReadOnlyList<WarmUpState> States => [.. _all.Select(static one => one.State)];

    /// <summary>Runs one and waits for its end; a run that is under way counts. It goes on when the wait is cancelled.</summary>
    /// <returns>How it ended; null: there is none of this name.</returns>
    public async Task<WarmUpState?> RunAsync(string name, CancellationToken cancellationToken = default)
    {
        if (Find(name) is not { } found) return null;
        await found.Start().WaitAsync(cancellationToken).ConfigureAwait(false);
        return found.State;
    }

    /// <summary>Starts one, unless it runs already, and does not wait.</summary>
    /// <returns>How it stands; null: there is none of this name.</returns>
    public WarmUpState? Start(string name)
    {
        if (Find(name) is not { } found) return null;
        found.Start();
        return found.State;
    }

    /// <summary>Ends the run that is under way, and waits for its end.</summary>
    /// <returns>False when there is none.</returns>
    public async Task<bool> CancelAsync(string name) => Find(name) is { } found && await found.CancelAsync().ConfigureAwait(false);

    /// <summary>Ends all runs that are under way; none starts any more.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var one in _all) await one.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Runs those that run by themselves, one after the other, as their items already run side by side.</summary>
    internal async Task RunAllAsync(CancellationToken cancellationToken)
    {
        foreach (var one in _all.Where(static one => one.RunsAtStart))
        {
            if (cancellationToken.IsCancellationRequested) return;
            await one.Start().ConfigureAwait(false);
        }
    }

    private WarmUp? Find(string name) => _all.FirstOrDefault(one => one.Name == name);
}

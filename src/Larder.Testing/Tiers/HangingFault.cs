namespace Larder.Testing.Tiers;

/// <summary>Calls hang until they are released or cancelled.</summary>
public sealed class HangingFault : TierFault
{
    private readonly Tally _hanging = new();
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal HangingFault()
    {
    }

    /// <summary>How many calls came to hang so far, also those that were cancelled.</summary>
    public int Calls => _hanging.Count;

    /// <summary>All calls go on, and later ones do not hang.</summary>
    public void Release() => _released.TrySetResult();

    /// <summary>Completes once so many calls came to hang; <see cref="TimeoutException"/> after 30 real seconds.</summary>
    public Task WaitForCallsAsync(int calls, CancellationToken cancellationToken = default) =>
        _hanging.ReachAsync(calls, "calls that hang", cancellationToken);

    internal override async ValueTask BeforeAsync(TimeProvider clock, CancellationToken cancellationToken)
    {
        _hanging.Add();
        await _released.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}

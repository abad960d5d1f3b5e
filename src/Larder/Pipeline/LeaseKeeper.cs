namespace Larder.Pipeline;

/// <summary>
/// Extends a lease for as long as its load runs, each time for twice as long, so that waiters are woken ever less often. Ends when the lease
/// was lost: then somebody removed what it is for or took over, and the fill will be refused.
/// </summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _keeping;

    /// <param name="extend">Extends it by this time from now; false when it was lost.</param>
    /// <param name="leaseFor">For how long it was taken.</param>
    /// <param name="time">By which it is extended.</param>
    public LeaseKeeper(Func<TimeSpan, CancellationToken, ValueTask<bool>> extend, TimeSpan leaseFor, TimeProvider time) =>
        _keeping = KeepAsync(extend, leaseFor, time, _ended.Token);

    public async ValueTask DisposeAsync()
    {
        _ended.Cancel();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private static async Task KeepAsync(
        Func<TimeSpan, CancellationToken, ValueTask<bool>> extend, TimeSpan leaseFor, TimeProvider time, CancellationToken ended)
    {
        for (var span = leaseFor; ; span *= 2)
        {
            await Pause.PassAsync(span / 2, time, ended).ConfigureAwait(false);
            if (ended.IsCancellationRequested || !await extend(span * 2, ended).ConfigureAwait(false)) return;
        }
    }
}

using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Interleaving;

/// <summary>A tier whose calls stop twice: on their way there, and on their way back.</summary>
internal sealed class PausingTier(ISharedTier inner, Stage stage) : ISharedTier
{
    public TierTraits Traits => inner.Traits;

    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        await inner.ReadAsync(slots, answers, depth, cancellationToken).ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
    }

    public ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        PauseAroundAsync(() => inner.LeaseAsync(slot, lease, leaseFor, cancellationToken));

    public ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken) =>
        PauseAroundAsync(() => inner.ReplaceAsync(slot, expected, write, cancellationToken));

    public ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken) =>
        PauseAroundAsync(() => inner.WriteAsync(slot, write, cancellationToken));

    public ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken) =>
        PauseAroundAsync(() => inner.RemoveAsync(slots, cancellationToken));

    public async ValueTask RenewAsync(
        ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        await inner.RenewAsync(marks, renewal, versions, cancellationToken).ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
    }

    /// <summary>A wait may end early, and here it always does when its turn comes: who waited looks again.</summary>
    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken) =>
        await stage.PauseAsync().ConfigureAwait(false);

    public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken) =>
        inner.ScanAsync(pattern, resumeAt, about, cancellationToken);

    public ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken) =>
        inner.SweepAsync(pattern, resumeAt, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<T> PauseAroundAsync<T>(Func<ValueTask<T>> call)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var answer = await call().ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
        return answer;
    }
}

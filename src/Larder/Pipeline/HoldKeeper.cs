using Larder.Tiers;
using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>Lays the hold of a change anew for as long as the change runs, so that it ends soon after this process has died, and not before.</summary>
internal sealed class HoldKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _keeping;

    public HoldKeeper(GuardedHolds holds, ReadOnlyMemory<Slot> entries, SlotVersion holder, (TimeSpan HoldFor, TimeProvider Time) terms) =>
        _keeping = KeepAsync(holds, entries, holder, terms, _ended.Token);

    /// <summary>Ends once no call is under way: one that came behind the release would hold again.</summary>
    public async ValueTask DisposeAsync()
    {
        _ended.Cancel();
        await _keeping.ConfigureAwait(false);
        _ended.Dispose();
    }

    private static async Task KeepAsync(
        GuardedHolds holds, ReadOnlyMemory<Slot> entries, SlotVersion holder, (TimeSpan HoldFor, TimeProvider Time) terms, CancellationToken ended)
    {
        while (true)
        {
            await Pause.PassAsync(terms.HoldFor / 2, terms.Time, ended).ConfigureAwait(false);
            if (ended.IsCancellationRequested) return;
            await holds.HoldAsync(entries, holder, terms.HoldFor).ConfigureAwait(false);
        }
    }
}

using Larder.Tests.Interleaving;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Records;

/// <summary>Records whose calls stop twice, on their way there and on their way back; and which may lack a comparison of versions.</summary>
internal sealed class PausingRecords(ISharedRecords inner, Stage stage, MissingComparison missing) : ISharedRecords
{
    public ValueTask<RecordRead> ReadAsync(Slot slot, CancellationToken cancellationToken) => AroundAsync(() => inner.ReadAsync(slot, cancellationToken));

    public ValueTask<RecordRead> LeaseAsync(Slot slot, RecordLease lease, CancellationToken cancellationToken) =>
        AroundAsync(() => inner.LeaseAsync(slot, lease, cancellationToken));

    public ValueTask<RecordAnswer> FillAsync(Slot slot, SlotVersion expected, RecordFill fill, CancellationToken cancellationToken) => AroundAsync(async () =>
    {
        if (missing != MissingComparison.OfFills) return await inner.FillAsync(slot, expected, fill, cancellationToken).ConfigureAwait(false);
        var now = await inner.ReadAsync(slot, cancellationToken).ConfigureAwait(false);
        if (now.State == SlotState.Absent) await inner.LeaseAsync(slot, new RecordLease(expected, SlotVersion.None, TimeSpan.FromHours(1)), cancellationToken).ConfigureAwait(false);
        var version = now.State == SlotState.Absent ? expected : now.Version;
        return await inner.FillAsync(slot, version, now.State == SlotState.Held ? fill with { Head = now.Content.Head } : fill, cancellationToken).ConfigureAwait(false);
    });

    public ValueTask<RecordAnswer> UpdateAsync(Slot slot, SlotVersion expected, RecordUpdate update, CancellationToken cancellationToken) => AroundAsync(async () =>
        missing == MissingComparison.OfUpdates
            ? await inner.UpdateAsync(slot, (await inner.ReadAsync(slot, cancellationToken).ConfigureAwait(false)).Version, update, cancellationToken).ConfigureAwait(false)
            : await inner.UpdateAsync(slot, expected, update, cancellationToken).ConfigureAwait(false));

    public async ValueTask ReleaseAsync(Slot slot, SlotVersion lease, CancellationToken cancellationToken)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        await inner.ReleaseAsync(slot, lease, cancellationToken).ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
    }

    private async ValueTask<T> AroundAsync<T>(Func<ValueTask<T>> call)
    {
        await stage.PauseAsync().ConfigureAwait(false);
        var answer = await call().ConfigureAwait(false);
        await stage.PauseAsync().ConfigureAwait(false);
        return answer;
    }
}

using Larder.Tiers;
using Larder.Validity;

namespace Larder.Chaos.Workers;

/// <summary>The shared tier, and a witness who sees what it answers.</summary>
internal sealed class WitnessTier(ISharedTier inner, TierWitness witness) : ISharedTier
{
    public TierTraits Traits => inner.Traits;

    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken) =>
        await witness.WatchAsync(AsResult(inner.ReadAsync(slots, answers, depth, cancellationToken)), cancellationToken);

    public ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        witness.WatchAsync(inner.LeaseAsync(slot, lease, leaseFor, cancellationToken), cancellationToken);

    public ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken) =>
        witness.WatchAsync(inner.ReplaceAsync(slot, expected, write, cancellationToken), cancellationToken);

    public ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken) =>
        witness.WatchAsync(inner.WriteAsync(slot, write, cancellationToken), cancellationToken);

    public ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken) =>
        inner.WaitAsync(slot, seen, atMost, cancellationToken);

    public ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken) =>
        witness.WatchAsync(RemoveAndTellAsync(slots, cancellationToken), cancellationToken);

    public async ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken) =>
        await witness.WatchAsync(AsResult(inner.RenewAsync(marks, renewal, versions, cancellationToken)), cancellationToken);

    public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken) =>
        witness.WatchAsync(inner.ScanAsync(pattern, resumeAt, about, cancellationToken), cancellationToken);

    public ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken) =>
        inner.SweepAsync(pattern, resumeAt, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private static async ValueTask<bool> AsResult(ValueTask call)
    {
        await call;
        return true;
    }

    private async ValueTask<int> RemoveAndTellAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        var start = Clock.Now;
        var removed = await inner.RemoveAsync(slots, cancellationToken);
        witness.Told(slots.Span, start);
        return removed;
    }
}

using Larder.Tiers;
using Larder.Validity;

namespace Storefront.Gates;

/// <summary>The shared tier behind a gate: no call reaches it while that is closed.</summary>
internal sealed class GatedTier(ISharedTier inner, TierGate gate) : ISharedTier
{
    public TierTraits Traits => inner.Traits;

    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await inner.ReadAsync(slots, answers, depth, cancellationToken);
    }

    public async ValueTask<SlotRead> PeekAsync(Slot slot, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.PeekAsync(slot, cancellationToken);
    }

    public async ValueTask PeekAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await inner.PeekAsync(slots, answers, cancellationToken);
    }

    public async ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.LeaseAsync(slot, lease, leaseFor, cancellationToken);
    }

    public async ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.ReplaceAsync(slot, expected, write, cancellationToken);
    }

    public async ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.WriteAsync(slot, write, cancellationToken);
    }

    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await inner.WaitAsync(slot, seen, atMost, cancellationToken);
    }

    public async ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.RemoveAsync(slots, cancellationToken);
    }

    public async ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        await inner.RenewAsync(marks, renewal, versions, cancellationToken);
    }

    public async ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.ScanAsync(pattern, resumeAt, about, cancellationToken);
    }

    public async ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken)
    {
        await gate.PassAsync(cancellationToken);
        return await inner.SweepAsync(pattern, resumeAt, cancellationToken);
    }

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

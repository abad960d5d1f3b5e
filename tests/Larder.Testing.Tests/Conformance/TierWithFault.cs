using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>A model that keeps the contract but for what a subclass does wrong.</summary>
internal abstract class TierWithFault(InMemoryTier inner) : ISharedTier
{
    public InMemoryTier Inner => inner;

    public virtual TierTraits Traits => inner.Traits;

    public virtual ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken) =>
        inner.ReadAsync(slots, answers, depth, cancellationToken);

    public virtual ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        inner.LeaseAsync(slot, lease, leaseFor, cancellationToken);

    public virtual ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken) =>
        inner.ReplaceAsync(slot, expected, write, cancellationToken);

    public virtual ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken) =>
        inner.WriteAsync(slot, write, cancellationToken);

    public virtual ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken) =>
        inner.WaitAsync(slot, seen, atMost, cancellationToken);

    public virtual ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken) =>
        inner.RemoveAsync(slots, cancellationToken);

    public virtual ValueTask RenewAsync(
        ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken) =>
        inner.RenewAsync(marks, renewal, versions, cancellationToken);

    public virtual ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken) =>
        inner.ScanAsync(pattern, resumeAt, about, cancellationToken);

    public virtual ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken) =>
        inner.SweepAsync(pattern, resumeAt, cancellationToken);

    public virtual ValueTask DisposeAsync() => inner.DisposeAsync();
}

using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>Writer holds of which single verbs are replaced.</summary>
internal sealed class HoldsWithFault(IWriterHolds inner) : IWriterHolds
{
    public Func<Slot[], SlotVersion, TimeSpan, ValueTask>? Hold { get; init; }

    public Func<Slot[], SlotVersion, ValueTask>? Release { get; init; }

    public Func<Slot, ValueTask<bool>>? IsHeld { get; init; }

    public ValueTask HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor, CancellationToken cancellationToken) =>
        Hold?.Invoke(entries.ToArray(), holder, holdFor) ?? inner.HoldAsync(entries, holder, holdFor, cancellationToken);

    public ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, CancellationToken cancellationToken) =>
        Release?.Invoke(entries.ToArray(), holder) ?? inner.ReleaseAsync(entries, holder, cancellationToken);

    public ValueTask<bool> IsHeldAsync(Slot entry, CancellationToken cancellationToken) => IsHeld?.Invoke(entry) ?? inner.IsHeldAsync(entry, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}

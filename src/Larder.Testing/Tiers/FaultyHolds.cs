using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>Writer holds whose calls go wrong as the script says.</summary>
/// <param name="inner">The holds behind them; disposed with these.</param>
/// <param name="faults">The script; may be that of a <see cref="FaultyTier"/>.</param>
/// <param name="clock">By which delays are counted.</param>
public sealed class FaultyHolds(IWriterHolds inner, FaultScript faults, TimeProvider clock) : IWriterHolds
{
    /// <summary>What was asked of these holds, also when it went wrong.</summary>
    public CallCounts Calls { get; } = new();

    /// <inheritdoc/>
    public async ValueTask HoldAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, TimeSpan holdFor, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Hold, entries, cancellationToken).ConfigureAwait(false);
        await inner.HoldAsync(entries, holder, holdFor, cancellationToken).ConfigureAwait(false);
        fault?.After();
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAsync(ReadOnlyMemory<Slot> entries, SlotVersion holder, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Release, entries, cancellationToken).ConfigureAwait(false);
        await inner.ReleaseAsync(entries, holder, cancellationToken).ConfigureAwait(false);
        fault?.After();
    }

    /// <inheritdoc/>
    public async ValueTask<bool> IsHeldAsync(Slot entry, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.IsHeld, new[] { entry }, cancellationToken).ConfigureAwait(false);
        var answer = await inner.IsHeldAsync(entry, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<TierFault?> BeginAsync(TierVerb verb, ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        Calls.Add(verb);
        var fault = faults.For(new(verb, slots.ToArray()));
        if (fault is not null) await fault.BeforeAsync(clock, cancellationToken).ConfigureAwait(false);
        return fault;
    }
}

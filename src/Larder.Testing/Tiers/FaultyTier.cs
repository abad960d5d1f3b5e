using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>A tier whose calls go wrong as the script says; without a script, the tier behind it.</summary>
/// <param name="inner">The tier behind it; disposed with this one.</param>
/// <param name="faults">The script; may be shared by several tiers, and written while they run.</param>
/// <param name="clock">By which delays are counted.</param>
public sealed class FaultyTier(ISharedTier inner, FaultScript faults, TimeProvider clock) : ISharedTier
{
    /// <inheritdoc/>
    public TierTraits Traits => inner.Traits;

    /// <summary>The script.</summary>
    public FaultScript Faults => faults;

    /// <summary>What was asked of this tier, also when it went wrong.</summary>
    public CallCounts Calls { get; } = new();

    /// <inheritdoc/>
    public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Read, slots, cancellationToken).ConfigureAwait(false);
        await inner.ReadAsync(slots, answers, depth, cancellationToken).ConfigureAwait(false);
        fault?.After();
        for (var i = 0; fault is not null && i < slots.Length; i++)
            answers.Span[i] = fault.Change(answers.Span[i]);
    }

    /// <inheritdoc/>
    public async ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Lease, new[] { slot }, cancellationToken).ConfigureAwait(false);
        var answer = await inner.LeaseAsync(slot, lease, leaseFor, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return fault?.Change(answer) ?? answer;
    }

    /// <inheritdoc/>
    public async ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Replace, new[] { slot }, cancellationToken).ConfigureAwait(false);
        var answer = await inner.ReplaceAsync(slot, expected, write, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Write, new[] { slot }, cancellationToken).ConfigureAwait(false);
        var answer = await inner.WriteAsync(slot, write, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Wait, new[] { slot }, cancellationToken).ConfigureAwait(false);
        await inner.WaitAsync(slot, seen, atMost, cancellationToken).ConfigureAwait(false);
        fault?.After();
    }

    /// <inheritdoc/>
    public async ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Remove, slots, cancellationToken).ConfigureAwait(false);
        var answer = await inner.RemoveAsync(slots, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask RenewAsync(
        ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Renew, marks, cancellationToken).ConfigureAwait(false);
        await inner.RenewAsync(marks, renewal, versions, cancellationToken).ConfigureAwait(false);
        fault?.After();
    }

    /// <inheritdoc/>
    public async ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Scan, default, cancellationToken).ConfigureAwait(false);
        var answer = await inner.ScanAsync(pattern, resumeAt, about, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    /// <inheritdoc/>
    public async ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(TierVerb.Sweep, default, cancellationToken).ConfigureAwait(false);
        var answer = await inner.SweepAsync(pattern, resumeAt, cancellationToken).ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    /// <summary>A call of what stands beside the tier.</summary>
    internal async ValueTask<T> CallAsync<T>(TierVerb verb, Slot slot, Func<ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var fault = await BeginAsync(verb, new[] { slot }, cancellationToken).ConfigureAwait(false);
        var answer = await call().ConfigureAwait(false);
        fault?.After();
        return answer;
    }

    private async ValueTask<TierFault?> BeginAsync(TierVerb verb, ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken)
    {
        Calls.Add(verb);
        var fault = faults.For(new(verb, slots.ToArray()));
        if (fault is not null) await fault.BeforeAsync(clock, cancellationToken).ConfigureAwait(false);
        return fault;
    }
}

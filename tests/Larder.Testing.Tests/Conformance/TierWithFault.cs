using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Tests.Conformance;

/// <summary>A model that keeps the contract but for the verbs that a test replaces.</summary>
internal sealed class TierWithFault(InMemoryTier inner) : ISharedTier
{
    public TierTraits Traits { get; init; } = inner.Traits;

    public Func<ReadOnlyMemory<Slot>, Memory<SlotRead>, ReadDepth, CancellationToken, ValueTask> Read { get; init; } = inner.ReadAsync;

    /// <summary>What a peek does to an answer.</summary>
    public Func<SlotRead, SlotRead> Peeked { get; init; } = static answer => answer;

    public Func<Slot, SlotVersion, TimeSpan, CancellationToken, ValueTask<SlotRead>> Lease { get; init; } = inner.LeaseAsync;

    public Func<Slot, SlotVersion, SlotWrite, CancellationToken, ValueTask<Replacement>> Replace { get; init; } = inner.ReplaceAsync;

    public Func<Slot, SlotWrite, CancellationToken, ValueTask<Replacement>> Write { get; init; } = inner.WriteAsync;

    public Func<Slot, SlotVersion, TimeSpan, CancellationToken, ValueTask> Wait { get; init; } = inner.WaitAsync;

    public Func<ReadOnlyMemory<Slot>, CancellationToken, ValueTask<int>> Remove { get; init; } = inner.RemoveAsync;

    public Func<ReadOnlyMemory<Slot>, Renewal, Memory<SlotVersion>, CancellationToken, ValueTask> Renew { get; init; } = inner.RenewAsync;

    public Func<string, string?, int, CancellationToken, ValueTask<ScanPage>> Scan { get; init; } = inner.ScanAsync;

    public Func<string, string?, CancellationToken, ValueTask<SweepStep>> Sweep { get; init; } = inner.SweepAsync;

    public Func<ValueTask> Dispose { get; init; } = inner.DisposeAsync;

    public ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken cancellationToken) =>
        Read(slots, answers, depth, cancellationToken);

    public async ValueTask PeekAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, CancellationToken cancellationToken)
    {
        await Read(slots, answers, ReadDepth.Whole, cancellationToken);
        for (var i = 0; i < slots.Length; i++) answers.Span[i] = Peeked(answers.Span[i]);
    }

    public ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken cancellationToken) =>
        Lease(slot, lease, leaseFor, cancellationToken);

    public ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken cancellationToken) =>
        Replace(slot, expected, write, cancellationToken);

    public ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken cancellationToken) =>
        Write(slot, write, cancellationToken);

    public ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken cancellationToken) =>
        Wait(slot, seen, atMost, cancellationToken);

    public ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken cancellationToken) => Remove(slots, cancellationToken);

    public ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken cancellationToken) =>
        Renew(marks, renewal, versions, cancellationToken);

    public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken cancellationToken) =>
        Scan(pattern, resumeAt, about, cancellationToken);

    public ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken cancellationToken) =>
        Sweep(pattern, resumeAt, cancellationToken);

    public ValueTask DisposeAsync() => Dispose();

    /// <summary>The verb as it is, with each answer of a read changed.</summary>
    public static Func<ReadOnlyMemory<Slot>, Memory<SlotRead>, ReadDepth, CancellationToken, ValueTask> ReadWith(
        InMemoryTier inner, Func<Slot, SlotRead, SlotRead> change) => async (slots, answers, depth, token) =>
    {
        await inner.ReadAsync(slots, answers, depth, token);
        for (var i = 0; i < slots.Length; i++)
            answers.Span[i] = change(slots.Span[i], answers.Span[i]);
    };
}

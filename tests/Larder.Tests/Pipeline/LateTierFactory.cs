using Larder.Testing.Tiers;
using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Pipeline;

/// <summary>
/// Holds the first answer about one key back, as a stream does whose reader is behind; when it arrives at last, it stands where the stream is then.
/// </summary>
internal sealed class LateTierFactory(InMemoryTierServer server, string key) : ISharedTierFactory
{
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Name => server.Name;

    public Task Answered => _answered.Task;

    public void Arrive() => _arrived.SetResult();

    public ISharedTier Open(IChangeSink sink) => new Late(server.Open(sink), sink, this);

    private sealed class Late(ISharedTier inner, IChangeSink sink, LateTierFactory factory) : ISharedTier
    {
        public TierTraits Traits => inner.Traits;

        public async ValueTask ReadAsync(ReadOnlyMemory<Slot> slots, Memory<SlotRead> answers, ReadDepth depth, CancellationToken stop)
        {
            await inner.ReadAsync(slots, answers, depth, stop);
            if (!factory.IsFirst(slots)) return;
            await factory._arrived.Task;
            foreach (ref var read in answers.Span) read = read with { Ticket = read.Ticket with { Position = sink.Position } };
        }

        public ValueTask<SlotRead> LeaseAsync(Slot slot, SlotVersion lease, TimeSpan leaseFor, CancellationToken stop) => inner.LeaseAsync(slot, lease, leaseFor, stop);

        public ValueTask<Replacement> ReplaceAsync(Slot slot, SlotVersion expected, SlotWrite write, CancellationToken stop) => inner.ReplaceAsync(slot, expected, write, stop);

        public ValueTask<Replacement> WriteAsync(Slot slot, SlotWrite write, CancellationToken stop) => inner.WriteAsync(slot, write, stop);

        public ValueTask WaitAsync(Slot slot, SlotVersion seen, TimeSpan atMost, CancellationToken stop) => inner.WaitAsync(slot, seen, atMost, stop);

        public ValueTask<int> RemoveAsync(ReadOnlyMemory<Slot> slots, CancellationToken stop) => inner.RemoveAsync(slots, stop);

        public ValueTask RenewAsync(ReadOnlyMemory<Slot> marks, Renewal renewal, Memory<SlotVersion> versions, CancellationToken stop) => inner.RenewAsync(marks, renewal, versions, stop);

        public ValueTask<ScanPage> ScanAsync(string pattern, string? resumeAt, int about, CancellationToken stop) => inner.ScanAsync(pattern, resumeAt, about, stop);

        public ValueTask<SweepStep> SweepAsync(string pattern, string? resumeAt, CancellationToken stop) => inner.SweepAsync(pattern, resumeAt, stop);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    private bool IsFirst(ReadOnlyMemory<Slot> slots) =>
        slots.Span[0] is { Kind: SlotKind.Entry, Name: var name } && name.EndsWith(key, StringComparison.Ordinal) && _answered.TrySetResult();
}

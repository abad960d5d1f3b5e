using Larder.Tiers;
using Larder.Validity;

namespace Larder.Testing.Conformance;

/// <summary>
/// One instance writes, another reads and keeps copies by the rules of memory: dropped when a change of the slot is told. Whenever the stream
/// vouches up to a moment, no copy may be older than the last write that was acknowledged before that moment.
/// </summary>
internal sealed class Storm(Trial trial, Instance reader, Instance writer)
{
    private const int Writes = 300;
    private const int ChecksThatCount = 100;

    private readonly Lock _gate = new();
    private readonly Slot[] _slots = trial.NewSlots(4);
    private readonly Dictionary<SlotVersion, int> _numbers = new() { [SlotVersion.None] = 0 };
    private readonly List<(Slot Slot, int Number, long AcknowledgedAt)> _acknowledged = [];
    private readonly Dictionary<Slot, (int Number, InstallTicket Ticket)> _copies = [];
    private int _checksThatCount;

    public async Task RunAsync()
    {
        using CancellationTokenSource calm = new();
        var checking = Task.Run(() => CheckAsync(calm.Token));
        var reading = Task.Run(() => ReadAsync(calm.Token));
        try
        {
            await trial.UntilAsync(() => HasCopies() || reading.IsCompleted, "answers to the first reads").ConfigureAwait(false);
            await WriteAsync().ConfigureAwait(false);
            await trial.UntilAsync(
                () => Volatile.Read(ref _checksThatCount) >= ChecksThatCount || checking.IsCompleted || reading.IsCompleted,
                "proofs of moments after a write").ConfigureAwait(false);
        }
        finally
        {
            await calm.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(checking, reading).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync()
    {
        for (var number = 1; number <= Writes; number++)
        {
            var slot = _slots[number % _slots.Length];
            var version = trial.NewVersion();
            lock (_gate) _numbers[version] = number;
            await writer.WriteAsync(slot, SlotWrite.Entry(version, Trial.Bytes(10), null)).ConfigureAwait(false);
            var now = trial.Milliseconds;
            lock (_gate) _acknowledged.Add((slot, number, now));
            if (number % 10 == 0) await trial.PassAsync(TimeSpan.FromMilliseconds(1)).ConfigureAwait(false);
            await Task.Yield();
        }
    }

    /// <summary>Reads again what it has no good copy of, and only that.</summary>
    private async Task ReadAsync(CancellationToken calm)
    {
        while (!calm.IsCancellationRequested)
        {
            var wanted = _slots.Where(IsWanted).ToArray();
            if (wanted.Length > 0)
            {
                var answers = await reader.ReadAsync(wanted).ConfigureAwait(false);
                lock (_gate)
                    for (var i = 0; i < wanted.Length; i++)
                        _copies[wanted[i]] = (_numbers[answers[i].Version], answers[i].Ticket);
            }

            await Task.Yield();
        }
    }

    private bool HasCopies()
    {
        lock (_gate) return _copies.Count == _slots.Length;
    }

    private bool IsWanted(Slot slot)
    {
        lock (_gate) return !_copies.TryGetValue(slot, out var copy) || reader.Sink.Refuses(slot, copy.Ticket);
    }

    private async Task CheckAsync(CancellationToken calm)
    {
        while (!calm.IsCancellationRequested)
        {
            foreach (var slot in _slots)
                Check(slot);
            await Task.Yield();
        }
    }

    private void Check(Slot slot)
    {
        lock (_gate)
        {
            if (!_copies.TryGetValue(slot, out var copy)) return;

            // The proof is read first and the sink last: what the proof covers had been told by then.
            var proven = copy.Ticket.Watch.ProvenAt;
            var (_, newest, at) = _acknowledged.LastOrDefault(write => write.Slot == slot && write.AcknowledgedAt < proven);
            if (newest == 0) return;

            Interlocked.Increment(ref _checksThatCount);
            if (copy.Number >= newest || reader.Sink.Refuses(slot, copy.Ticket)) return;
            throw trial.Breach(
                $"write {newest}, acknowledged at {at}, to be told before a proof of {proven}",
                $"a copy of write {copy.Number} that still counts as good");
        }
    }
}

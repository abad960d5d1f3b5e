namespace Larder.Counting;

/// <summary>
/// What is counted here and not yet in the store. Sums of what was surely not counted there, and additions that were sent, each with its id
/// until it is settled: their outcome is unknown.
/// </summary>
internal sealed class OwedCounts(OperationLanes lanes)
{
    /// <summary>The most counters, and the most additions of unknown outcome.</summary>
    public const int Most = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Owed> _owed = new(StringComparer.Ordinal);
    private int _sent;

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _owed.Count == 0;
        }
    }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_gate) return [.. _owed.Keys];
        }
    }

    /// <summary>Everything that is owed to a counter.</summary>
    public long Of(string name)
    {
        lock (_gate) return _owed.TryGetValue(name, out var owed) ? unchecked(owed.Sum + owed.Sent.Sum(static addition => addition.By)) : 0;
    }

    /// <summary>Keeps what was surely not counted; false when there is no room.</summary>
    public bool TryKeep(string name, long by, TimeSpan? keepFor)
    {
        lock (_gate)
        {
            if (!TryFind(name, out var owed)) return false;
            owed.Sum = unchecked(owed.Sum + by);
            owed.KeepFor = keepFor;
            owed.HasSum = true;
            return true;
        }
    }

    /// <summary>Keeps an addition that may have been counted, with its id; false when there is no room.</summary>
    public bool TryKeepSent(CounterAddition addition)
    {
        lock (_gate)
        {
            if (_sent >= Most || !TryFind(addition.Name, out var owed)) return false;
            owed.Sent.Add(addition);
            _sent++;
            return true;
        }
    }

    /// <summary>
    /// What is to be sent for a counter next: what was sent before, and only when there is no such thing the sum, as an addition with an id. It
    /// stays owed until it is settled.
    /// </summary>
    public IReadOnlyList<CounterAddition> ToSend(string name)
    {
        lock (_gate)
        {
            if (!_owed.TryGetValue(name, out var owed)) return [];
            if (owed.Sent.Count == 0)
            {
                owed.Sent.Add(new CounterAddition(name, owed.Sum, owed.KeepFor, lanes.Rent()));
                _sent++;
                (owed.Sum, owed.HasSum) = (0, false);
            }

            return [.. owed.Sent];
        }
    }

    /// <summary>It is counted.</summary>
    public void Settle(CounterAddition addition)
    {
        lock (_gate)
        {
            if (!_owed.TryGetValue(addition.Name, out var owed) || !owed.Sent.Remove(addition)) return;
            _sent--;
            lanes.Return(addition.Operation);
            if (!owed.HasSum && owed.Sent.Count == 0) _owed.Remove(addition.Name);
        }
    }

    private bool TryFind(string name, out Owed owed)
    {
        if (_owed.TryGetValue(name, out owed!)) return true;
        if (_owed.Count >= Most) return false;
        _owed[name] = owed = new Owed();
        return true;
    }

    private sealed class Owed
    {
        public long Sum { get; set; }

        public bool HasSum { get; set; }

        public TimeSpan? KeepFor { get; set; }

        public List<CounterAddition> Sent { get; } = [];
    }
}

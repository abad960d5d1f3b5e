using Larder.Validity;

namespace Larder.Tiers;

/// <summary>
/// Removals that the shared tier could not be told yet. They are handed on before anything is read from it again, so that what was removed in
/// an outage does not come back with the tier. Too many of them become one: everything.
/// </summary>
internal sealed class OwedRemovals(Slot all)
{
    private const int Limit = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<Slot, long> _owed = [];
    private long _sequence;

    /// <summary>Raised after something was added.</summary>
    public event Action? Added;

    public int Count
    {
        get
        {
            lock (_lock) return _owed.Count;
        }
    }

    public void Add(ReadOnlySpan<Slot> slots)
    {
        lock (_lock)
        {
            foreach (var slot in slots) _owed[slot] = ++_sequence;
            if (_owed.Count > Limit)
            {
                _owed.Clear();
                _owed[all] = ++_sequence;
            }
        }

        if (slots.Length > 0) Added?.Invoke();
    }

    public KeyValuePair<Slot, long>[] Snapshot()
    {
        lock (_lock) return [.. _owed];
    }

    /// <summary>These were handed on. One that was added again meanwhile is still owed.</summary>
    public void Settle(ReadOnlySpan<KeyValuePair<Slot, long>> paid)
    {
        lock (_lock)
        {
            foreach (var (slot, sequence) in paid)
                if (_owed.TryGetValue(slot, out var current) && current == sequence) _owed.Remove(slot);
        }
    }
}

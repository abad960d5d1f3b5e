using Larder.Validity;

namespace Larder.Tiers;

/// <summary>Who waits for a change of which slot, in this process: what a tier keeps beside its stream of changes. Safe for any number of threads.</summary>
public sealed class SlotWaiters
{
    private readonly Dictionary<Slot, List<TaskCompletionSource>> _waiting = [];
    private readonly Lock _gate = new();

    /// <summary>From now on a change of the slot completes the source.</summary>
    public TaskCompletionSource Add(Slot slot)
    {
        var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (!_waiting.TryGetValue(slot, out var list)) _waiting[slot] = list = [];
            list.Add(waiter);
        }

        return waiter;
    }

    /// <summary>It waits no longer.</summary>
    public void Remove(Slot slot, TaskCompletionSource waiter)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(slot, out var list) && list.Remove(waiter) && list.Count == 0) _waiting.Remove(slot);
        }
    }

    /// <summary>The slot may hold something else.</summary>
    public void Wake(Slot slot)
    {
        lock (_gate)
        {
            if (_waiting.Remove(slot, out var list)) list.ForEach(waiter => waiter.TrySetResult());
        }
    }

    /// <summary>Every slot may hold something else.</summary>
    public void WakeAll()
    {
        lock (_gate)
        {
            foreach (var list in _waiting.Values) list.ForEach(waiter => waiter.TrySetResult());
            _waiting.Clear();
        }
    }
}

using Larder.Validity;

namespace Larder.Testing.Tiers;

/// <summary>The slots of one server, and who waits for a change of them. Every member is called under the server's lock.</summary>
internal sealed class SlotTable(TimeProvider clock)
{
    private readonly Dictionary<Slot, StoredState> _states = [];
    private readonly Dictionary<Slot, TaskCompletionSource> _changes = [];
    private readonly long _start = clock.GetTimestamp();

    public TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>The slots that hold something now.</summary>
    public IReadOnlyList<Slot> Slots => [.. _states.Keys.ToArray().Where(slot => Find(slot) is not null)];

    public StoredState? Find(Slot slot)
    {
        if (!_states.TryGetValue(slot, out var state)) return null;
        if (state.EndsAt is not { } end || Now < end) return state;
        _states.Remove(slot);
        return null;
    }

    public void Put(Slot slot, StoredState? state)
    {
        if (state is null) _states.Remove(slot);
        else _states[slot] = state;
        Wake(slot);
    }

    public void Clear()
    {
        _states.Clear();
        WakeAll();
    }

    /// <summary>Completes when the slot changes; expiration is not a change, its moment is known beforehand.</summary>
    public Task NextChange(Slot slot)
    {
        if (!_changes.TryGetValue(slot, out var change))
            _changes[slot] = change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        return change.Task;
    }

    public void WakeAll()
    {
        foreach (var slot in _changes.Keys.ToArray())
            Wake(slot);
    }

    private void Wake(Slot slot)
    {
        if (_changes.Remove(slot, out var change)) change.TrySetResult();
    }
}

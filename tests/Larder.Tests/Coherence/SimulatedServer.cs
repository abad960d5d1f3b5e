using Larder.Tiers;
using Larder.Validity;

namespace Larder.Tests.Coherence;

/// <summary>
/// What a Redis does that lets keys be followed: it remembers who read a key, and tells them once when it changes, in the order of their stream.
/// </summary>
internal sealed class SimulatedServer
{
    private readonly Dictionary<Slot, SlotWrite> _held = [];
    private readonly List<SimulatedStream> _streams = [];

    /// <summary>False once another server took its place: it goes on to answer reads, with what it knew.</summary>
    public bool IsPrimary { get; private set; } = true;

    public void Follow(SimulatedStream stream) => _streams.Add(stream);

    public void Forget(SimulatedStream stream) => _streams.Remove(stream);

    public SlotWrite? Find(Slot slot) => _held.TryGetValue(slot, out var held) ? held : null;

    /// <summary>Whoever read the slot is told; the push stands behind every answer that was given before.</summary>
    public void Put(Slot slot, SlotWrite? state)
    {
        if (state is { State: not SlotState.Absent } write) _held[slot] = write;
        else _held.Remove(slot);
        foreach (var stream in _streams) stream.Push(slot);
    }

    /// <summary>Another server takes over with all that was acknowledged.</summary>
    public SimulatedServer Depose()
    {
        IsPrimary = false;
        var next = new SimulatedServer();
        foreach (var (slot, write) in _held) next._held[slot] = write;
        return next;
    }
}

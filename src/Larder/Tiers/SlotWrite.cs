using Larder.Validity;

namespace Larder.Tiers;

/// <summary>What a slot shall hold.</summary>
/// <param name="State"><see cref="SlotState.Held"/>, <see cref="SlotState.Leased"/>, or <see cref="SlotState.Absent"/> to empty the slot.</param>
/// <param name="Version">The identity of the new state: fresh, or for the extension of a lease the lease's own.</param>
/// <param name="Body">The bytes of an entry; empty for a placeholder.</param>
/// <param name="Expiration">How long the slot keeps it; null without an end.</param>
public readonly record struct SlotWrite(SlotState State, SlotVersion Version, ReadOnlyMemory<byte> Body, TimeSpan? Expiration)
{
    /// <summary>Empties the slot.</summary>
    public static readonly SlotWrite Nothing;

    /// <summary>An entry.</summary>
    public static SlotWrite Entry(SlotVersion version, ReadOnlyMemory<byte> body, TimeSpan? expiration) =>
        new(SlotState.Held, version, body, expiration);

    /// <summary>The placeholder of a load under way.</summary>
    public static SlotWrite Placeholder(SlotVersion lease, TimeSpan leaseFor) => new(SlotState.Leased, lease, default, leaseFor);
}

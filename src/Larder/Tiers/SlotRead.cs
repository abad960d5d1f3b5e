using Larder.Validity;

namespace Larder.Tiers;

/// <summary>The answer to the read of one slot.</summary>
/// <param name="State">What the slot holds.</param>
/// <param name="Version">The identity of that state; <see cref="SlotVersion.None"/> when it is absent or foreign.</param>
/// <param name="Body">The bytes; they belong to the caller.</param>
/// <param name="Remaining">How long the slot keeps this state, by the tier's own clock; null without an end.</param>
/// <param name="Ticket">By which the answer may be kept in memory.</param>
public readonly record struct SlotRead(
    SlotState State, SlotVersion Version, ReadOnlyMemory<byte> Body, TimeSpan? Remaining, InstallTicket Ticket);

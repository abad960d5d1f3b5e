using Larder.Validity;

namespace Larder.Tiers;

/// <summary>What a load brings to a record.</summary>
/// <param name="Head">Of the core: what the record depends on. Written with the first fill, compared with each later one.</param>
/// <param name="Fields">The fields; none for a row that does not exist.</param>
/// <param name="Expiration">How long the record lives from its first fill; null without an end.</param>
public sealed record RecordFill(ReadOnlyMemory<byte> Head, IReadOnlyList<RecordFilling> Fields, TimeSpan? Expiration)
{
    private const ulong Filled = 1UL << 63;

    /// <summary>
    /// The version of the record that a fill makes of this placeholder: another one, so that a wait for the placeholder ends, and known to all who fill
    /// it. The version of a record is itself.
    /// </summary>
    public static SlotVersion VersionOf(SlotVersion lease) => lease with { Low = lease.Low | Filled };

    /// <summary>Whether a slot that holds this may be filled by who expects that version, as far as versions tell.</summary>
    public static bool Fits(SlotState state, SlotVersion held, SlotVersion expected) =>
        (state == SlotState.Leased && held == expected) || (state == SlotState.Held && (held == expected || held == VersionOf(expected)));
}

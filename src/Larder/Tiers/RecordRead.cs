using Larder.Validity;

namespace Larder.Tiers;

/// <summary>What a slot holds, as a record.</summary>
/// <param name="State">Held for a record, <see cref="SlotState.Foreign"/> for what is none of this tier's.</param>
/// <param name="Version">Its identity; a fill keeps it, an update changes it.</param>
/// <param name="Content">Head and fields; of what is foreign the fields that it has.</param>
/// <param name="Remaining">How long the slot keeps it, by the tier's own clock; null without an end.</param>
/// <param name="Ticket">By which the answer may be kept in memory.</param>
public readonly record struct RecordRead(SlotState State, SlotVersion Version, RecordContent Content, TimeSpan? Remaining, InstallTicket Ticket);

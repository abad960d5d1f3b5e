using Larder.Validity;

namespace Larder.Records;

/// <summary>The right to fill a record: whoever finds the version still there may add what is absent.</summary>
/// <param name="Slot">The record.</param>
/// <param name="Version">What it must still have.</param>
/// <param name="Head">The head of a record that lacks fields; null for a placeholder, which gets one.</param>
/// <param name="IsOwn">The placeholder is of this very load, which gives it back if nothing comes of it.</param>
internal sealed record RecordRight(Slot Slot, SlotVersion Version, ReadOnlyMemory<byte>? Head, bool IsOwn);

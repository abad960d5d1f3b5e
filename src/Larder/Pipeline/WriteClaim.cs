using Larder.Validity;

namespace Larder.Pipeline;

/// <summary>What an entry was before its source is written: only if it still is that, the new value may take its place afterwards.</summary>
/// <param name="Key">The key.</param>
/// <param name="Marks">The marks, pinned before.</param>
/// <param name="Expected">What the slot held: an entry, somebody's placeholder, or ours.</param>
/// <param name="Kind">What may be done with it.</param>
internal readonly record struct WriteClaim(string Key, CapturedMarks Marks, SlotVersion Expected, WriteClaimKind Kind);

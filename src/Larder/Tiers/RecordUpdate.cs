using Larder.Validity;

namespace Larder.Tiers;

/// <summary>What a writer changes of a record.</summary>
/// <param name="Version">The new version, never used before.</param>
/// <param name="Fields">The fields that changed.</param>
public sealed record RecordUpdate(SlotVersion Version, IReadOnlyList<RecordField> Fields);

using Larder.Validity;

namespace Larder.Serialization;

/// <summary>A mark that an encoded entry depends on: its name without the cache's prefix, and the nonce it was born with.</summary>
internal readonly record struct FrameMark(SlotKind Kind, string Name, SlotVersion Nonce);

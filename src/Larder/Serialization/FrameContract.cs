namespace Larder.Serialization;

/// <summary>As what a payload can be read: the fingerprints of the value's declared type and of the serializer.</summary>
internal readonly record struct FrameContract(uint Schema, uint Serializer);

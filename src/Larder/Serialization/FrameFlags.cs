namespace Larder.Serialization;

/// <summary>What else holds of an encoded entry.</summary>
[Flags]
internal enum FrameFlags : ushort
{
    None = 0,

    /// <summary>The value is null, or its id does not exist: there is no payload.</summary>
    Null = 1,

    /// <summary>All flags that this version understands; a frame with another one is not read.</summary>
    Known = Null,
}

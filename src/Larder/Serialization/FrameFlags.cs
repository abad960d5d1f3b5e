namespace Larder.Serialization;

/// <summary>What else holds of an encoded entry.</summary>
[Flags]
internal enum FrameFlags : ushort
{
    None = 0,

    /// <summary>The value is null, or its id does not exist: there is no payload.</summary>
    Null = 1,

    /// <summary>The payload is compressed.</summary>
    Compressed = 2,

    /// <summary>The payload, compressed or not, is encrypted, and signed together with the header and the entry's name.</summary>
    Encrypted = 4,

    /// <summary>All flags that this version understands; a frame with another one is not read.</summary>
    Known = Null | Compressed | Encrypted,
}

namespace Larder.Validity;

/// <summary>What a <see cref="Slot"/> is.</summary>
public enum SlotKind
{
    /// <summary>A cached entry, or the placeholder of a load under way for it.</summary>
    Entry,

    /// <summary>A mark that every entry with this tag depends on.</summary>
    Tag,

    /// <summary>A mark that every entry whose key starts so depends on.</summary>
    Prefix,

    /// <summary>The mark that every entry of a cache depends on: renewing it clears the cache.</summary>
    All,

    /// <summary>The right to refresh an entry that is still held. It saves work only; what may be written is decided by the entry's version.</summary>
    Refresh,
}

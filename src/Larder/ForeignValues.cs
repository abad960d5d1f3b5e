namespace Larder;

/// <summary>What becomes of a value under a key of the cache that another program wrote.</summary>
public enum ForeignValues
{
    /// <summary>It counts as a miss and is left as it is: the loader is asked, and memory alone keeps its answer.</summary>
    Ignore,

    /// <summary>
    /// It is read as its serializer would have written it: text as UTF-8, bytes as they are, all else as JSON. What can't be read so is a miss.
    /// Such values have no tags.
    /// </summary>
    Read,
}

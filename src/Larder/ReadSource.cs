namespace Larder;

/// <summary>What answered a read.</summary>
public enum ReadSource
{
    /// <summary>Nothing did.</summary>
    None,

    /// <summary>The memory of this process.</summary>
    Memory,

    /// <summary>The tier that all instances share.</summary>
    Shared,

    /// <summary>The loader: a miss.</summary>
    Loader,

    /// <summary>A value past its expiration, because loading failed.</summary>
    Stale,
}

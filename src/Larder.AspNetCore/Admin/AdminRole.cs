namespace Larder.AspNetCore.Admin;

/// <summary>What somebody may do; each role may do what the ones above it in this list may.</summary>
public enum AdminRole
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>See numbers and the names of keys.</summary>
    Viewer,

    /// <summary>See values, but those of keys that sound like secrets.</summary>
    Reader,

    /// <summary>Remove and expire entries, run warm-ups.</summary>
    Operator,

    /// <summary>Clear a cache, and see values of keys that sound like secrets.</summary>
    Admin,
}

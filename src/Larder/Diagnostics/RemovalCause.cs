namespace Larder.Diagnostics;

/// <summary>Why an entry left memory.</summary>
public enum RemovalCause
{
    /// <summary>Its time was over.</summary>
    Expiration,

    /// <summary>Others needed its space.</summary>
    Size,

    /// <summary>Somebody removed or overwrote it, here or in another process.</summary>
    Removal,

    /// <summary>Somebody removed everything.</summary>
    Clear,

    /// <summary>A newer value took its place.</summary>
    Replacement,

    /// <summary>The process, or the machine, was short of memory.</summary>
    Pressure,
}

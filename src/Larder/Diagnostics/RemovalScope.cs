namespace Larder.Diagnostics;

/// <summary>What a caller asked to remove by.</summary>
internal enum RemovalScope
{
    /// <summary>By keys; each counts.</summary>
    Key,

    /// <summary>By a tag.</summary>
    Tag,

    /// <summary>By a pattern, a prefix included.</summary>
    Pattern,

    /// <summary>Everything.</summary>
    All,
}

namespace Larder.Pipeline;

/// <summary>What came before a lease is given back.</summary>
internal enum ReleaseAfter
{
    /// <summary>The entry took the placeholder's place.</summary>
    Fill,

    /// <summary>Nothing was stored.</summary>
    Nothing,
}

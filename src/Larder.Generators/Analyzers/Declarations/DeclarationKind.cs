namespace Larder.Generators.Analyzers.Declarations;

/// <summary>What an attribute of ours asks for.</summary>
internal enum DeclarationKind
{
    /// <summary>The result is cached.</summary>
    Cached,

    /// <summary>The result becomes the value of the key.</summary>
    Put,

    /// <summary>The results of many ids are cached, each for itself.</summary>
    Batch,

    /// <summary>The result is a projection of a cached record.</summary>
    Record,

    /// <summary>Values are removed.</summary>
    Invalidates,
}

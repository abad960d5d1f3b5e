using Microsoft.CodeAnalysis;

namespace Larder.Generators;

/// <summary>Makes a decorator with a cache for each interface, or class with an interface, whose methods have attributes of Larder.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class CachedMethodGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
    }
}

using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Values;

/// <summary>The types that a namespace declares, nested ones too.</summary>
internal static class SourceTypes
{
    public static IEnumerable<INamedTypeSymbol> In(INamespaceSymbol space)
    {
        foreach (var member in space.GetMembers())
        {
            foreach (var type in member is INamespaceSymbol inner ? In(inner) : WithNested((INamedTypeSymbol)member))
                yield return type;
        }
    }

    private static IEnumerable<INamedTypeSymbol> WithNested(INamedTypeSymbol type) => new[] { type }.Concat(type.GetTypeMembers().SelectMany(WithNested));
}

using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>Finds the attributes of ours on methods.</summary>
internal static class DeclarationReader
{
    private static readonly (string Name, DeclarationKind Kind)[] s_attributes =
    [
        (AttributeNames.Cached, DeclarationKind.Cached), (AttributeNames.CachePut, DeclarationKind.Put), (AttributeNames.CacheBatch, DeclarationKind.Batch),
        (AttributeNames.CachedRecord, DeclarationKind.Record), (AttributeNames.Invalidates, DeclarationKind.Invalidates),
    ];

    /// <summary>What stands on the method itself.</summary>
    public static IEnumerable<Declaration> Read(IMethodSymbol method, KnownTypes types)
    {
        foreach (var attribute in method.GetAttributes())
        {
            // The assembly is looked at first: most attributes are somebody else's.
            if (!types.IsOurs(attribute.AttributeClass?.ContainingAssembly)) continue;
            foreach (var (name, kind) in s_attributes)
                if (types.Is(attribute.AttributeClass, name))
                    yield return new Declaration(method, attribute, kind);
        }
    }

    /// <summary>What stands on the method, and on the members of interfaces that it implements.</summary>
    public static IEnumerable<Declaration> ReadWithInterfaces(IMethodSymbol method, KnownTypes types)
    {
        for (var one = method; one is not null; one = one.OverriddenMethod)
            foreach (var declaration in Read(one, types)) yield return declaration;
        var type = method.ContainingType;
        if (type is null || type.TypeKind == TypeKind.Interface) yield break;
        foreach (var member in type.AllInterfaces.Where(one => types.MayDeclare(one.ContainingAssembly)).SelectMany(one => one.GetMembers().OfType<IMethodSymbol>()))
        {
            var found = Read(member, types).ToList();
            if (found.Count == 0 || !SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method)) continue;
            foreach (var declaration in found) yield return declaration;
        }
    }
}

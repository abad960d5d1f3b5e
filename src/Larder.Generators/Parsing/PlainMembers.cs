using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>Properties, indexers and events, which are passed through.</summary>
internal static class PlainMembers
{
    public static PropertyModel Property(IPropertySymbol property, INamedTypeSymbol service)
    {
        var reference = property.RefKind switch { RefKind.Ref => "ref ", RefKind.RefReadOnly => "ref readonly ", _ => "" };
        var owner = TypeNames.Code(property.ContainingType);
        var declaration = property.IsIndexer
            ? $"{owner}.this[{string.Join(", ", property.Parameters.Select(TypeNames.Code))}]"
            : $"{owner}.{TypeNames.Identifier(property.Name)}";
        var access = property.IsIndexer
            ? $"[{string.Join(", ", property.Parameters.Select(static parameter => TypeNames.Identifier(parameter.Name)))}]"
            : $".{TypeNames.Identifier(property.Name)}";
        var accessors = (property.GetMethod is null ? Accessors.None : reference.Length > 0 ? Accessors.RefGet : Accessors.Get)
            | (property.SetMethod is null ? Accessors.None : property.SetMethod.IsInitOnly ? Accessors.Init : Accessors.Set);
        return new($"{reference}{TypeNames.Code(property.Type)} {declaration}", access, ContainerOf(property, service), accessors);
    }

    public static EventModel Event(IEventSymbol declared, INamedTypeSymbol service)
    {
        var name = TypeNames.Identifier(declared.Name);
        return new($"{TypeNames.Code(declared.Type)} {TypeNames.Code(declared.ContainingType)}.{name}", name, ContainerOf(declared, service));
    }

    private static string ContainerOf(ISymbol member, INamedTypeSymbol service) =>
        SymbolEqualityComparer.Default.Equals(member.ContainingType, service) ? "" : TypeNames.Code(member.ContainingType);
}

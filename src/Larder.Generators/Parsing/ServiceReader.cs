using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>Reads a type that has methods with attributes: the decorators that it needs.</summary>
internal static class ServiceReader
{
    /// <summary>
    /// The decorators of the method's type. Of its methods, only the first with an attribute gives them: each type is read once.
    /// </summary>
    /// <param name="found">The method.</param>
    /// <param name="attribute">The attribute by which it was found; of several, the first counts.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static EquatableArray<DecoratorModel> Read(ISymbol found, string attribute, CancellationToken cancellationToken)
    {
        if (found is not IMethodSymbol { ContainingType: { } type } method || !IsFirst(method, attribute) || !CanBeDecorated(type)) return default;
        if (type.TypeKind == TypeKind.Interface) return new([Decorator(type, null, cancellationToken)]);
        var services = type.AllInterfaces.Where(service => CanBeDecorated(service) && Members(service).Any(member => HasAttributes(member, type)));
        return new(services.Select(service => Decorator(service, type, cancellationToken)));
    }

    /// <summary>The decorator of an interface that has no attribute itself, and inherits some; an interface in parts is read once.</summary>
    public static EquatableArray<DecoratorModel> ReadHeir(ISymbol? found, SyntaxNode declaration, CancellationToken cancellationToken)
    {
        if (found is not INamedTypeSymbol type || type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) != declaration) return default;
        if (type.GetMembers().Any(IsAttributed) || !Members(type).Any(IsAttributed) || !CanBeDecorated(type)) return default;
        return new([Decorator(type, null, cancellationToken)]);
    }

    private static bool IsAttributed(ISymbol member) => member is IMethodSymbol method && MethodReader.Attributes(method).Any();

    private static bool IsFirst(IMethodSymbol method, string attribute) =>
        MethodReader.Attributes(method).First() is { AttributeClass: { } type } && MethodReader.NameOf(type) == attribute
        && SymbolEqualityComparer.Default.Equals(
        method, method.ContainingType.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(static candidate => MethodReader.Attributes(candidate).Any()));

    private static bool CanBeDecorated(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Interface or TypeKind.Class) || !TypeNames.CanBeNamed(type)) return false;
        if (type.TypeKind == TypeKind.Interface && Members(type).Any(static member => member.IsStatic && member.IsAbstract)) return false;
        for (var outer = type; outer is not null; outer = outer.ContainingType)
            if (outer.IsGenericType && outer.TypeArguments.Any(static argument => argument is ITypeParameterSymbol)) return false;
        return !Members(type).OfType<IMethodSymbol>().Any(static method => method.Parameters.Any(static parameter => parameter.Type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer));
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol service) =>
        service.TypeKind == TypeKind.Interface ? service.AllInterfaces.Prepend(service).SelectMany(static face => face.GetMembers()) : [];

    private static bool HasAttributes(ISymbol member, INamedTypeSymbol type) =>
        member is IMethodSymbol && type.FindImplementationForInterfaceMember(member) is { } implementation && Overrides(implementation).Any(static one => MethodReader.Attributes(one).Any());

    private static DecoratorModel Decorator(INamedTypeSymbol service, INamedTypeSymbol? type, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var reader = new MethodReader(service);
        var members = Members(service).Where(static member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }).ToArray();
        var owner = type ?? service;
        return new DecoratorModel
        {
            Namespace = TypeNames.Namespace(owner),
            Name = type is null ? $"Cached{Flat(service)}" : $"Cached{Flat(type)}As{Flat(service)}",
            Service = TypeNames.Code(service),
            Implementation = type is null ? null : TypeNames.Code(type),
            Source = TypeNames.People(owner),
            IsUnmarked = members.OfType<IMethodSymbol>().Any(static method => method.Parameters.Select(static parameter => parameter.Type).Append(method.ReturnType).Any(TypeNames.IsUnmarked)),
            Methods = new(members.OfType<IMethodSymbol>().Where(IsOwn).Select(method => reader.Read(method, SourceOf(method, type)))),
            Properties = new(members.OfType<IPropertySymbol>().Where(IsOwn).Select(property => PlainMembers.Property(property, service))),
            Events = new(members.OfType<IEventSymbol>().Where(IsOwn).Select(declared => PlainMembers.Event(declared, service))),
        };
    }

    // What implements a member of another interface is reached through that one.
    private static bool IsOwn(ISymbol member) => member switch
    {
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => CanBeImplemented(method) && method.ExplicitInterfaceImplementations.Length == 0,
        IPropertySymbol property => CanBeImplemented(property) && property.ExplicitInterfaceImplementations.Length == 0,
        IEventSymbol declared => CanBeImplemented(declared) && declared.ExplicitInterfaceImplementations.Length == 0,
        _ => false,
    };

    private static bool CanBeImplemented(ISymbol member) => member.IsAbstract || member.IsVirtual;

    /// <summary>The method whose attributes count: that of the class if it has some, else that of the interface.</summary>
    private static IMethodSymbol SourceOf(IMethodSymbol method, INamedTypeSymbol? type) =>
        type?.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation
            ? Overrides(implementation).OfType<IMethodSymbol>().FirstOrDefault(static one => MethodReader.Attributes(one).Any()) ?? method
            : method;

    private static IEnumerable<ISymbol> Overrides(ISymbol implementation)
    {
        for (var one = implementation as IMethodSymbol; one is not null; one = one.OverriddenMethod) yield return one;
    }

    // Shop.Lists<int>.IProducts: ListsIProducts of int is told from that of long.
    private static string Flat(INamedTypeSymbol type)
    {
        var name = type.Name + string.Concat(type.TypeArguments.Select(static argument => "Of" + new string([.. TypeNames.People(argument).Where(char.IsLetterOrDigit)])));
        return type.ContainingType is { } outer ? Flat(outer) + name : name;
    }
}

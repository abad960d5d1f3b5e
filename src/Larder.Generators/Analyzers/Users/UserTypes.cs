using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Users;

/// <summary>Which types tell who is asking.</summary>
internal sealed class UserTypes(KnownTypes types)
{
    private static readonly string[] s_framework =
    [
        TypeNames.Principal, TypeNames.Identity, TypeNames.HttpContext, TypeNames.HttpContextAccessor, "Microsoft.AspNetCore.Http.HttpRequest",
        "Microsoft.AspNetCore.Http.ISession", "Microsoft.AspNetCore.Components.Authorization.AuthenticationStateProvider",
        "Microsoft.AspNetCore.Components.Authorization.AuthenticationState",
    ];

    /// <summary>What a service is called that tells it.</summary>
    private static readonly string[] s_words = ["User", "Principal", "Identity", "Tenant", "Claims"];

    /// <summary>Whether a value of the framework's type is another one for another user.</summary>
    public bool IsOfUser(ITypeSymbol? type) => type is not null && s_framework.Any(name => types.IsOrInherits(type, name));

    /// <summary>
    /// Whether a service of the application tells it: it is called so, and something that it is made of, or that a class which implements it here is made of, is
    /// one of the framework's types.
    /// </summary>
    public bool IsUserService(ITypeSymbol? type, Func<IEnumerable<INamedTypeSymbol>> classes)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named || !s_words.Any(word => type.Name.IndexOf(word, StringComparison.Ordinal) >= 0))
            return false;
        if (IsMadeOfUser(named)) return true;
        return type.TypeKind == TypeKind.Interface
            && classes().Any(one => one.AllInterfaces.Contains(named, SymbolEqualityComparer.Default) && IsMadeOfUser(one));
    }

    private bool IsMadeOfUser(INamedTypeSymbol type) =>
        type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => IsOfUser(parameter.Type)))
        || (type.TypeKind == TypeKind.Interface && type.GetMembers().OfType<IPropertySymbol>().Any(property => IsOfUser(property.Type)));
}

using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>How types are written in code that has no usings.</summary>
internal static class TypeNames
{
    private static readonly SymbolDisplayFormat s_code = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat s_parameter = s_code.WithParameterOptions(
        SymbolDisplayParameterOptions.IncludeModifiers | SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName);

    private static readonly SymbolDisplayFormat s_people = SymbolDisplayFormat.CSharpErrorMessageFormat;

    public static string Code(ITypeSymbol type) => type.ToDisplayString(s_code);

    /// <summary>With modifiers, type and name.</summary>
    public static string Code(IParameterSymbol parameter) => parameter.ToDisplayString(s_parameter);

    /// <summary>Without the question mark of a reference.</summary>
    public static string WithoutMark(ITypeSymbol type) => Code(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));

    public static string People(ISymbol symbol) => symbol.ToDisplayString(s_people);

    /// <summary>A method with its type and what it takes, without the token: <c>Shop.IProducts.FindAsync(int)</c>.</summary>
    public static string People(IMethodSymbol method) =>
        $"{People(method.ContainingType)}.{Short(method)}"
        + $"({string.Join(", ", method.Parameters.Where(static parameter => !KeyScope.IsToken(parameter)).Select(static parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))})";

    /// <summary>A name as code writes it: a keyword has a sign before it.</summary>
    public static string Identifier(string name) =>
        Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(name) == Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? name : "@" + name;

    /// <summary>Whether it was written where null had no mark.</summary>
    public static bool IsUnmarked(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsUnmarkedItself(type) || IsUnmarked(array.ElementType),
        INamedTypeSymbol named => IsUnmarkedItself(type) || named.TypeArguments.Any(IsUnmarked),
        _ => false,
    };

    public static string Namespace(ISymbol symbol) =>
        symbol.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";

    // An explicit implementation has the interface in its name.
    private static string Short(IMethodSymbol method) =>
        method.Name.Substring(method.Name.LastIndexOf('.') + 1)
        + (method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(static type => type.Name))}>" : "");

    private static bool IsUnmarkedItself(ITypeSymbol type) => type.IsReferenceType && type.NullableAnnotation == NullableAnnotation.None;

    /// <summary>Whether code elsewhere in the project can name it.</summary>
    public static bool CanBeNamed(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (outer.IsFileLocal) return false;
            if (outer.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)) return false;
        }

        return true;
    }
}

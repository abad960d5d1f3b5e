using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR007: what is called like a secret is marked as one.</summary>
internal static class SensitiveRule
{
    private const string Property = "Sensitive";

    public static void Check(Declaration declaration, ITypeSymbol result, Action<Diagnostic> report)
    {
        if (declaration.Attribute.AttributeClass is not { } attribute || attribute.GetMembers(Property).IsEmpty) return;
        if (declaration.Attribute.NamedArguments.Any(argument => argument.Key == Property)) return;
        if (Found(declaration.Method, ElementOf(result)) is not { } found) return;
        report(Diagnostic.Create(Rules.SensitiveResult, declaration.Location, Fix(declaration)?.ToProperties(), found, declaration.MethodName));
    }

    private static string? Found(IMethodSymbol method, ITypeSymbol type)
    {
        if (IsPlain(type)) return SecretWords.IsIn(method.Name) ? $"'{method.Name}'" : null;
        if (type.TypeKind is TypeKind.Enum or TypeKind.TypeParameter || !type.Locations.Any(place => place.IsInSource)) return null;
        if (SecretWords.IsIn(type.Name)) return $"'{type.Name}'";
        var member = Members(type).FirstOrDefault(one => SecretWords.IsIn(one.Name));
        return member is null ? null : $"'{type.Name}.{member.Name}'";
    }

    // Values only: whether there is a password, or when it was set, is none.
    private static IEnumerable<ISymbol> Members(ITypeSymbol type)
    {
        for (var one = type; one is not null && one.SpecialType != SpecialType.System_Object; one = one.BaseType)
        {
            foreach (var member in one.GetMembers().Where(member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public }))
            {
                if (member is IPropertySymbol property && IsPlain(property.Type) && !IsIgnored(property)) yield return member;
                if (member is IFieldSymbol field && IsPlain(field.Type) && !IsIgnored(field)) yield return member;
            }
        }
    }

    private static bool IsIgnored(ISymbol member) => member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonIgnoreAttribute");

    private static bool IsPlain(ITypeSymbol type) =>
        type.SpecialType == SpecialType.System_String || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte or SpecialType.System_Char };

    private static ITypeSymbol ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { ElementType: var element } when !IsPlain(type) => element,
        INamedTypeSymbol { TypeArguments.IsEmpty: false } generic => generic.TypeArguments.Last(),
        _ => type,
    };

    private static TextFix? Fix(Declaration declaration)
    {
        if (declaration.Syntax is not { } syntax) return null;
        const string title = "Write Sensitive = true";
        return syntax.ArgumentList is not { } arguments ? new TextFix(title, new(syntax.Span.End, 0), "(Sensitive = true)")
            : new TextFix(title, new(arguments.CloseParenToken.SpanStart, 0), arguments.Arguments.Count == 0 ? "Sensitive = true" : ", Sensitive = true");
    }
}

using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>What the names in a template can mean.</summary>
internal static class Placeholders
{
    private const string Result = "return";

    /// <summary>The parameters that a template may name.</summary>
    public static IEnumerable<string> Names(Declaration declaration) => declaration.Method.Parameters.Select(parameter => parameter.Name);

    /// <summary>Whether the result may stand in the texts of this attribute.</summary>
    public static bool MayNameResult(Declaration declaration) => declaration.Kind is DeclarationKind.Put or DeclarationKind.Invalidates;

    /// <summary>The parameter that was probably meant, or null.</summary>
    public static string? Nearest(string name, Declaration declaration) => Nearness.Nearest(name, Names(declaration));

    /// <summary>Whether a placeholder may be written so.</summary>
    public static bool IsName(string name) => name.Length > 0 && name != Result && name.All(letter => char.IsLetterOrDigit(letter) || letter == '_');

    /// <summary>The public property or field of this name, of the type, its bases and, of an interface, its bases.</summary>
    public static ITypeSymbol? MemberType(ITypeSymbol type, string name)
    {
        foreach (var one in Family(type))
        {
            foreach (var member in one.GetMembers(name))
            {
                if (member.IsStatic || member.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal)) continue;
                if (member is IPropertySymbol { GetMethod: not null, Parameters.Length: 0 } property) return property.Type;
                if (member is IFieldSymbol field) return field.Type;
            }
        }

        return null;
    }

    /// <summary>The names that <see cref="MemberType"/> knows.</summary>
    public static IEnumerable<string> MemberNames(ITypeSymbol type) =>
        Family(type).SelectMany(one => one.GetMembers()).Select(member => member.Name).Distinct().Where(name => MemberType(type, name) is not null);

    private static IEnumerable<ITypeSymbol> Family(ITypeSymbol type)
    {
        for (var one = type; one is not null; one = one.BaseType) yield return one;
        foreach (var one in type.AllInterfaces.Where(_ => type.TypeKind == TypeKind.Interface)) yield return one;
        foreach (var one in (type as ITypeParameterSymbol)?.ConstraintTypes.SelectMany(Family) ?? []) yield return one;
    }
}

using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>Reads methods over many ids.</summary>
internal static class BatchReader
{
    private const string Collections = "System.Collections.Generic";

    public static (FamilyModel Family, BatchModel Shape)? Read(AttributeValues attribute, IMethodSymbol method, IMethodSymbol implemented)
    {
        var template = KeyTemplate.Parse(attribute.TextAt(0));
        if (method.IsGenericMethod || Results.ValueOf(implemented) is not INamedTypeSymbol { TypeArguments.Length: 2 } result) return null;
        var (id, value) = (result.TypeArguments[0], result.TypeArguments[1]);
        if (TypeNames.Namespace(result) != Collections || result.Name is not ("IReadOnlyDictionary" or "IDictionary" or "Dictionary")) return null;
        var ids = implemented.Parameters.Where(parameter => IsManyOf(parameter.Type, id)).ToArray();
        if (ids.Length != 1 || !Results.CanBeKept(value) || !KeyableTypes.MayStandInKey(id)) return null;

        var parameter = method.Parameters[ids[0].Ordinal];
        var items = template.Placeholders.Select(static part => part.Parameter)
            .Where(name => name == parameter.Name || !method.Parameters.Any(known => known.Name == name)).Distinct().ToArray();
        if (items.Length != 1) return null;
        var scope = new KeyScope(method, implemented, null) { Item = (items[0], id) };
        if (FamilyReader.Read(attribute, scope, scope.Read(template.Text), "NegativeExpiration") is not { TagTemplates.Count: 0 } family) return null;
        var shapes = (IsCounted(ids[0].Type) ? BatchShapes.None : BatchShapes.IdsIn)
            | (ids[0].Type.Name is "IReadOnlyList" or "IReadOnlyCollection" or "IEnumerable" ? BatchShapes.None : BatchShapes.IdsOut)
            | (result.Name == "IReadOnlyDictionary" ? BatchShapes.None : BatchShapes.ResultOut)
            | (result.Name == "IDictionary" ? BatchShapes.ResultIn : BatchShapes.None);
        return (family, new(TypeNames.Identifier(parameter.Name), TypeNames.Code(id), TypeNames.Identifier(items[0]), TypeNames.Code(value), shapes));
    }

    private static bool IsManyOf(ITypeSymbol type, ITypeSymbol id) =>
        type.SpecialType != SpecialType.System_String && Faces(type).Any(face => face.Name == "IEnumerable" && IsOf(face, id));

    private static bool IsCounted(ITypeSymbol type) => Faces(type).Any(static face => face.Name == "IReadOnlyCollection" && face.TypeArguments.Length == 1);

    private static bool IsOf(INamedTypeSymbol face, ITypeSymbol id) =>
        face.TypeArguments.Length == 1 && SymbolEqualityComparer.Default.Equals(face.TypeArguments[0], id);

    private static IEnumerable<INamedTypeSymbol> Faces(ITypeSymbol type) => type is INamedTypeSymbol named ? type.AllInterfaces.Append(named) : type.AllInterfaces;
}

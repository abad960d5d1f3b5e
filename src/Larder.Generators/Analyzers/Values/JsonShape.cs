using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Values;

/// <summary>What System.Text.Json, with public properties and fields, can't write and read back.</summary>
internal sealed class JsonShape(KnownTypes types)
{
    private const string Json = "System.Text.Json.Serialization.";

    /// <summary>Why a value of the type does not come back, or null.</summary>
    public string? Problem(ITypeSymbol type) => Problem(type, new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    private string? Problem(ITypeSymbol type, HashSet<ISymbol> seen)
    {
        if (!seen.Add(type)) return null;
        var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        if (type is IArrayTypeSymbol array)
            return array.Rank > 1 ? $"{name} is an array of more than one dimension, which JSON does not have" : Problem(array.ElementType, seen);
        if (type.TypeKind is TypeKind.Pointer or TypeKind.FunctionPointer || type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr)
            return $"{name} is a pointer";
        if (type.TypeKind == TypeKind.Delegate) return $"{name} is a delegate";
        if (type.IsRefLikeType) return $"{name} is a ref struct";
        if (types.IsOrInherits(type, "System.Type")) return $"{name} is refused by JSON";
        if (type is not INamedTypeSymbol named || type.TypeKind is TypeKind.Enum or TypeKind.Error || type.SpecialType == SpecialType.System_Object) return null;
        return HasConverter(type) ? null : ProblemOf(named, name, seen);
    }

    private string? ProblemOf(INamedTypeSymbol type, string name, HashSet<ISymbol> seen)
    {
        var part = type.TypeArguments.Select(argument => Problem(argument, seen)).FirstOrDefault(problem => problem is not null);
        if (part is not null || !type.Locations.Any(place => place.IsInSource) || IsCollection(type)) return part;
        if (type.TypeKind == TypeKind.Interface || type.IsAbstract)
        {
            var kind = type.TypeKind == TypeKind.Interface ? "an interface" : "an abstract class";
            return IsPolymorphic(type) ? null : $"{name} is {kind}, and JSON does not know which class to make of it; [JsonDerivedType] would tell";
        }

        var constructor = Constructor(type);
        if (constructor is null) return $"{name} has no public constructor that JSON could choose";
        var lost = constructor.Parameters.FirstOrDefault(parameter => AllMembers(type).All(member => !Same(member.Name, parameter.Name)));
        return lost is not null
            ? $"the parameter '{lost.Name}' of the constructor of {name} has no public property of its name"
            : Members(type).Where(member => IsRead(member, constructor)).Select(member => Problem(TypeOf(member), seen)).FirstOrDefault(problem => problem is not null);
    }

    private bool HasConverter(ITypeSymbol type) => types.Has(type.GetAttributes(), Json + "JsonConverterAttribute");

    private bool IsPolymorphic(ITypeSymbol type) => type.GetAttributes().Any(attribute =>
        types.Is(attribute.AttributeClass, Json + "JsonDerivedTypeAttribute") || types.Is(attribute.AttributeClass, Json + "JsonPolymorphicAttribute"));

    private bool IsCollection(ITypeSymbol type) => types.IsOrInherits(type, "System.Collections.IEnumerable");

    // The marked one; else one without parameters; else the only one.
    private IMethodSymbol? Constructor(INamedTypeSymbol type)
    {
        var all = type.InstanceConstructors;
        if (all.FirstOrDefault(one => types.Has(one.GetAttributes(), Json + "JsonConstructorAttribute")) is { } marked) return marked;
        var open = all.Where(one => one.DeclaredAccessibility == Accessibility.Public).ToList();
        if (open.FirstOrDefault(one => one.Parameters.Length == 0) is { } plain) return plain;
        return open.Count == 1 ? open[0] : null;
    }

    private IEnumerable<ISymbol> Members(ITypeSymbol type) => AllMembers(type).Where(IsVisible);

    private static IEnumerable<ISymbol> AllMembers(ITypeSymbol type)
    {
        for (var one = type; one is not null && one.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); one = one.BaseType)
        {
            foreach (var member in one.GetMembers().Where(member => member is { IsStatic: false } and (IPropertySymbol { Parameters.Length: 0 } or IFieldSymbol)))
                yield return member;
        }
    }

    private bool IsVisible(ISymbol member)
    {
        var attributes = member.GetAttributes();
        if (types.Has(attributes, Json + "JsonConverterAttribute")) return false;
        if (attributes.Any(one => types.Is(one.AttributeClass, Json + "JsonIgnoreAttribute") && one.NamedArguments.IsEmpty)) return false;
        return member.DeclaredAccessibility == Accessibility.Public || types.Has(attributes, Json + "JsonIncludeAttribute");
    }

    // A property that nothing sets is written and never made.
    private static bool IsRead(ISymbol member, IMethodSymbol constructor) =>
        member is IFieldSymbol { IsReadOnly: false } or IPropertySymbol { SetMethod.DeclaredAccessibility: Accessibility.Public }
        || constructor.Parameters.Any(parameter => Same(parameter.Name, member.Name));

    private static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}

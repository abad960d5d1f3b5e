using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Keys;

/// <summary>What <c>CacheKey.Of</c> takes; what it refuses, when it compiles or when it runs, can't stand in a key.</summary>
internal static class AcceptedTypes
{
    private static readonly string[] s_structs =
    [
        "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Guid", "System.Half", "System.DateTimeOffset", "System.DateOnly",
        "System.TimeOnly", "System.TimeSpan", "System.Text.Rune",
    ];

    public static bool IsKeyable(ITypeSymbol type, KnownTypes types) => IsSingle(type, types) || IsCollection(type, types);

    /// <summary>The type of the elements of a collection, or null.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol type, KnownTypes types)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array) return array.ElementType;
        if (types.Is(type, TypeNames.Enumerable)) return ((INamedTypeSymbol)type).TypeArguments[0];
        return type.AllInterfaces.FirstOrDefault(one => types.Is(one, TypeNames.Enumerable))?.TypeArguments[0];
    }

    /// <summary>Whether its text is the same in each culture, and tells its values apart, also without <c>CacheKey.Of</c>.</summary>
    public static bool IsPlainText(ITypeSymbol type, KnownTypes types) => type.TypeKind == TypeKind.Enum || type.SpecialType switch
    {
        SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64
            or SpecialType.System_UInt64 => true,
        _ => types.Is(type, "System.Guid"),
    };

    /// <summary>Whether its text depends on the culture of the machine.</summary>
    public static bool DependsOnCulture(ITypeSymbol type, KnownTypes types) => type.SpecialType switch
    {
        SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal or SpecialType.System_DateTime => true,
        _ => types.Is(type, "System.DateTimeOffset") || types.Is(type, "System.DateOnly") || types.Is(type, "System.TimeOnly"),
    };

    private static bool IsSingle(ITypeSymbol type, KnownTypes types)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) return IsSingle(nullable.TypeArguments[0], types);
        if (type.TypeKind is TypeKind.Enum or TypeKind.Error or TypeKind.TypeParameter) return true;
        return type.SpecialType is (>= SpecialType.System_Boolean and <= SpecialType.System_UIntPtr) or SpecialType.System_DateTime or SpecialType.System_String
            || types.IsOrInherits(type, "System.Type") || types.IsOrInherits(type, TypeNames.KeyPart) || s_structs.Any(known => types.Is(type, known));
    }

    // A collection holds no collection: it would have no order. What its elements are, may be known only when it runs.
    private static bool IsCollection(ITypeSymbol type, KnownTypes types) =>
        ElementOf(type, types) is { } element && (element.SpecialType == SpecialType.System_Object || element.TypeKind == TypeKind.Interface || IsSingle(element, types))
        && ElementOf(element, types) is null | element.SpecialType == SpecialType.System_String;
}

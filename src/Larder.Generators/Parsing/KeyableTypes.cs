using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>Which types may stand in a key: those that <c>CacheKey.Of</c> takes and can tell apart.</summary>
internal static class KeyableTypes
{
    private const string Part = "Larder.ICacheKeyPart";

    private static readonly HashSet<string> s_plain =
    [
        "System.SByte", "System.Byte", "System.Int16", "System.UInt16", "System.Int32", "System.UInt32", "System.Int64", "System.UInt64",
        "System.IntPtr", "System.UIntPtr", "System.Int128", "System.UInt128", "System.Numerics.BigInteger", "System.Guid", "System.Char", "System.Text.Rune",
        "System.Decimal", "System.Double", "System.Single", "System.Half", "System.DateTime", "System.DateTimeOffset", "System.DateOnly", "System.TimeOnly",
        "System.TimeSpan", "System.Boolean",
    ];

    public static bool MayStandInKey(ITypeSymbol type)
    {
        if (IsSingle(type)) return true;
        return ElementOf(type) is { } element && IsSingle(element);
    }

    /// <summary>A cast that chooses how <c>CacheKey.Of</c> writes it, where a type could be written in several ways; else empty.</summary>
    public static string CastOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String) return "";
        if (IsPart(type)) return $"(global::{Part}?)";
        return !IsSingle(type) && ElementOf(type) is { } element
            ? $"(global::System.Collections.Generic.IEnumerable<{TypeNames.Code(element)}>?)"
            : "";
    }

    private static bool IsSingle(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable) type = nullable.TypeArguments[0];
        if (type.SpecialType == SpecialType.System_String || type.TypeKind == TypeKind.Enum) return true;
        return s_plain.Contains(FullName(type)) || FullName(type) == "System.Type" || IsPart(type);
    }

    private static bool IsPart(ITypeSymbol type)
    {
        if (type is ITypeParameterSymbol parameter) return parameter.ConstraintTypes.Any(IsPart);
        return FullName(type) == Part || type.AllInterfaces.Any(static face => FullName(face) == Part);
    }

    // Of a type that is a sequence of several things nobody can tell which is meant.
    private static ITypeSymbol? ElementOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { Rank: 1 } array) return array.ElementType;
        var sequences = type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
            .Where(static face => face.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T).ToArray();
        return sequences.Length == 1 ? sequences[0].TypeArguments[0] : null;
    }

    private static string FullName(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_IntPtr => "System.IntPtr",
        SpecialType.System_UIntPtr => "System.UIntPtr",
        _ => type.ContainingType is null && type is INamedTypeSymbol { IsGenericType: false } && type.ContainingNamespace is { } space
            ? $"{space.ToDisplayString()}.{type.MetadataName}"
            : "",
    };
}

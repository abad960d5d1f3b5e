using Larder.Generators.Model;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Parsing;

/// <summary>What a method returns, and whether that can be cached.</summary>
internal static class Results
{
    public static ResultModel Read(IMethodSymbol method)
    {
        var kind = KindOf(method);
        if (ValueOf(method) is not { } value) return new(kind, "", "", false);
        var mayBeNull = !value.IsValueType || value.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
        return new(kind, TypeNames.Code(value), Mentions(value) ? "object" : TypeNames.WithoutMark(value), mayBeNull);
    }

    /// <summary>The type of the value in the task.</summary>
    public static ITypeSymbol? ValueOf(IMethodSymbol method) =>
        KindOf(method) is ResultKind.TaskOf or ResultKind.ValueTaskOf ? ((INamedTypeSymbol)method.ReturnType).TypeArguments[0] : null;

    /// <summary>False for what is read later or once: queries, streams, enumerators; and for what can't be told apart from them.</summary>
    public static bool CanBeKept(ITypeSymbol value)
    {
        if (value.TypeKind is TypeKind.Error or TypeKind.Dynamic or TypeKind.Pointer) return false;
        var names = value.AllInterfaces.Select(static face => face.OriginalDefinition).Concat(Ancestors(value)).Select(static type => $"{TypeNames.Namespace(type)}.{type.MetadataName}");
        return !names.Any(static name => name is "System.Linq.IQueryable" or "System.Collections.Generic.IAsyncEnumerable`1" or "System.IO.Stream"
            or "System.Collections.IEnumerator" or "System.Collections.Generic.IAsyncEnumerator`1");
    }

    private static IEnumerable<ITypeSymbol> Ancestors(ITypeSymbol? type)
    {
        for (; type is not null; type = type.BaseType) yield return type.OriginalDefinition;
    }

    private static ResultKind KindOf(IMethodSymbol method)
    {
        if (method.RefKind != RefKind.None) return ResultKind.Plain;
        if (method.ReturnType is not INamedTypeSymbol { ContainingType: null } type || TypeNames.Namespace(type) != "System.Threading.Tasks") return ResultKind.Plain;
        return type.MetadataName switch
        {
            "Task" => ResultKind.Task,
            "Task`1" => ResultKind.TaskOf,
            "ValueTask" => ResultKind.ValueTask,
            "ValueTask`1" => ResultKind.ValueTaskOf,
            _ => ResultKind.Plain,
        };
    }

    // A method's own type parameter has no meaning outside of it.
    private static bool Mentions(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => Mentions(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(Mentions),
        _ => false,
    };
}

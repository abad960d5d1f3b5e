using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>The type of the value that a method's result holds.</summary>
internal static class DeclaredResult
{
    /// <summary>Null when the result holds none.</summary>
    public static ITypeSymbol? Of(Declaration declaration, KnownTypes types)
    {
        var type = declaration.Method.ReturnType;
        if (type.SpecialType == SpecialType.System_Void || types.Is(type, TypeNames.Task) || types.Is(type, TypeNames.ValueTask)) return null;
        if (types.Is(type, TypeNames.TaskOfT) || types.Is(type, TypeNames.ValueTaskOfT)) type = ((INamedTypeSymbol)type).TypeArguments[0];
        return declaration.Kind == DeclarationKind.Batch ? OfDictionary(type) : type;
    }

    // What is kept of a batch is the value of one id.
    private static ITypeSymbol OfDictionary(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeArguments.Length: 2 } dictionary ? dictionary.TypeArguments[1] : type;
}

using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>The type of the value that is kept of a method's result.</summary>
internal static class ResultTypes
{
    /// <summary>Null when the result holds none. What is kept of a batch is the value of one id.</summary>
    public static ITypeSymbol? Of(Declaration declaration) =>
        Results.ValueOf(declaration.Method) is not { } value ? null
        : declaration.Kind == DeclarationKind.Batch && value is INamedTypeSymbol { TypeArguments.Length: 2 } dictionary ? dictionary.TypeArguments[1]
        : value;
}

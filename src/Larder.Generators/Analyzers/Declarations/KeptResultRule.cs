using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR004: a result can be read more than once.</summary>
internal static class KeptResultRule
{
    private static readonly (string Type, string Why)[] s_onceOnly =
    [
        ("System.Linq.IQueryable", "which asks its source anew each time it is read"),
        ("System.Collections.Generic.IAsyncEnumerable`1", "which is read from its source while it is walked"),
        ("System.Collections.Generic.IAsyncEnumerator`1", "which can be walked once"),
        ("System.Collections.IEnumerator", "which can be walked once"),
        ("System.IO.Stream", "which can be read once"),
        ("System.IDisposable", "which its first user disposes"),
        ("System.IAsyncDisposable", "which its first user disposes"),
    ];

    /// <summary>True if something was reported; then no other rule about the result holds.</summary>
    public static bool Check(Declaration declaration, KnownTypes types, Action<Diagnostic> report)
    {
        var result = Results.ValueOf(declaration.Method) ?? declaration.Method.ReturnType;
        if (Why(declaration.Method, result, types) is not { } why) return false;
        var at = declaration.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is MethodDeclarationSyntax method ? method.ReturnType.GetLocation() : declaration.Location;
        report(Diagnostic.Create(
            Rules.ResultCannotBeKept, at, declaration.MethodName, result.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), why));
        return true;
    }

    private static string? Why(IMethodSymbol method, ITypeSymbol result, KnownTypes types)
    {
        if (types.Is(result, TypeNames.Task) || types.Is(result, TypeNames.ValueTask)) return null;
        return types.Is(result, TypeNames.Enumerable) && HasYield(method)
            ? "which runs the method's body each time it is walked"
            : Reasons(result, types) ?? Reasons(ElementOf(result), types);
    }

    private static string? Reasons(ITypeSymbol? type, KnownTypes types)
    {
        if (type is null || type.TypeKind is TypeKind.TypeParameter or TypeKind.Error) return null;
        foreach (var (name, why) in s_onceOnly)
            if (types.IsOrInherits(type, name)) return why;
        return null;
    }

    // A list of streams is no better than a stream.
    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { TypeArguments.IsEmpty: false } generic => generic.TypeArguments.Last(),
        _ => null,
    };

    private static bool HasYield(IMethodSymbol method) => method.DeclaringSyntaxReferences
        .Any(reference => reference.GetSyntax() is MethodDeclarationSyntax { Body: { } body }
            && body.DescendantNodes(node => node is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax)).OfType<YieldStatementSyntax>().Any());
}

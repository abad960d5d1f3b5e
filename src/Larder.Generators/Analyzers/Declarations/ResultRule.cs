using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>LAR004 and LAR005: there is a result, and it can be read more than once.</summary>
internal static class ResultRule
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
    public static bool Check(Declaration declaration, ITypeSymbol? result, KnownTypes types, Action<Diagnostic> report)
    {
        if (result is null)
        {
            var text = declaration.Method.ReturnsVoid ? "void" : declaration.Method.ReturnType.Name;
            report(Diagnostic.Create(
                Rules.NothingToCache, At(declaration), Removal(declaration)?.ToProperties(), declaration.MethodName, text, declaration.Name));
            return true;
        }

        if (result.TypeKind == TypeKind.Error) return true;
        if (Why(declaration, result, types) is not { } why) return false;
        var shown = result.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        report(Diagnostic.Create(Rules.ResultCannotBeKept, At(declaration), declaration.MethodName, shown, why));
        return true;
    }

    private static string? Why(Declaration declaration, ITypeSymbol result, KnownTypes types)
    {
        if (types.Is(result, TypeNames.Enumerable) && HasYield(declaration.Method)) return "which runs the method's body each time it is walked";
        var found = Reasons(result, types) ?? Reasons(ElementOf(result), types);
        return found;
    }

    private static string? Reasons(ITypeSymbol? type, KnownTypes types)
    {
        if (type is null || type.TypeKind == TypeKind.TypeParameter) return null;
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

    private static Location At(Declaration declaration) => declaration.Method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        MethodDeclarationSyntax method => method.ReturnType.GetLocation(),
        _ => declaration.Location,
    };

    private static TextFix? Removal(Declaration declaration)
    {
        if (declaration.Syntax is not { Parent: AttributeListSyntax { Attributes.Count: 1 } list }) return null;
        var indentation = list.GetLeadingTrivia().LastOrDefault();
        var start = indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? indentation.SpanStart : list.SpanStart;
        return new TextFix($"Take [{declaration.Name}] away", TextSpan.FromBounds(start, list.FullSpan.End), "");
    }
}

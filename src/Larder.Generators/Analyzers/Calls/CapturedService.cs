using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>Something that a loader uses and that was there before it.</summary>
internal sealed class CapturedService(ITypeSymbol type, SyntaxNode where)
{
    public ITypeSymbol Type { get; } = type;

    public SyntaxNode Where { get; } = where;

    public Diagnostic ToDiagnostic(DiagnosticDescriptor rule) => Diagnostic.Create(
        rule, Where.GetLocation(), Where.ToString(), Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
}

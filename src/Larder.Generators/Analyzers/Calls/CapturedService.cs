using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Calls;

/// <summary>Something that a loader uses and that was there before it.</summary>
/// <param name="type">Its type.</param>
/// <param name="name">What it is called where it is used.</param>
/// <param name="where">Where the loader uses it, or calls what does.</param>
internal sealed class CapturedService(ITypeSymbol type, string name, SyntaxNode where)
{
    public ITypeSymbol Type { get; } = type;

    public Diagnostic ToDiagnostic(DiagnosticDescriptor rule) => Diagnostic.Create(
        rule, where.GetLocation(), name, Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat));
}

using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Architecture.Rules;

/// <summary>Files, methods and nested types stay small enough to be read at once.</summary>
internal static class Sizes
{
    public const int File = 400;
    public const int Method = 60;
    public const int NestedType = 40;

    public static IEnumerable<Violation> Check(SourceFile source) => [.. Files(source), .. Methods(source), .. NestedTypes(source)];

    /// <summary>The lines of each method, without attributes and the comment above it.</summary>
    public static IEnumerable<(SyntaxNode Method, int Lines)> MethodLines(SourceFile source) =>
        from node in source.Root.DescendantNodes()
        where node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
        select (node, Lines(source, node));

    private static IEnumerable<Violation> Files(SourceFile source)
    {
        var text = source.Tree.GetText();
        var lines = text.Lines.Count - (text.Lines[^1].Span.IsEmpty ? 1 : 0);
        if (lines > File) yield return source.Violation(lines, $"{lines} lines; a file has at most {File}.");
    }

    private static IEnumerable<Violation> Methods(SourceFile source) =>
        from method in MethodLines(source)
        where method.Lines > Method
        select source.Violation(method.Method, $"{method.Lines} lines; a method has at most {Method}.");

    private static IEnumerable<Violation> NestedTypes(SourceFile source) =>
        from type in source.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        where type.Parent is TypeDeclarationSyntax && Lines(source, type) > NestedType
        select source.Violation(type, $"{type.Identifier.Text} has {Lines(source, type)} lines; a nested type has at most {NestedType}.");

    private static int Lines(SourceFile source, SyntaxNode node)
    {
        var first = node.ChildNodesAndTokens().First(child => !child.IsNode || child.AsNode() is not AttributeListSyntax);
        return source.LineOf(node.Span.End) - source.LineOf(first.SpanStart) + 1;
    }
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Families;

/// <summary>
/// The texts that the application hands to the library by hand: keys, tags, names of lists and of records. What is cached under one of them, or
/// below it, is cached, also if no attribute says so.
/// </summary>
internal sealed class WrittenTexts
{
    private readonly ConcurrentDictionary<string, TextPattern> _patterns = new(StringComparer.Ordinal);

    public void Add(SyntaxNode expression, SemanticModel model)
    {
        foreach (var node in expression.DescendantNodesAndSelf(one => one is not (AnonymousFunctionExpressionSyntax or InterpolatedStringExpressionSyntax or MemberAccessExpressionSyntax)))
        {
            if (node is InterpolatedStringExpressionSyntax text) Add(TextPattern.OfPieces(text.Contents.Select(Piece)));
            else if (node is LiteralExpressionSyntax or NameSyntax or MemberAccessExpressionSyntax && node.Parent is not InvocationExpressionSyntax && model.GetConstantValue(node) is { HasValue: true, Value: string constant })
                Add(TextPattern.OfPieces([constant]));
        }
    }

    /// <summary>Whether something by hand is one of these texts, or a beginning of one.</summary>
    public bool Meet(TextPattern wanted) => _patterns.Values.Any(one => one.Meets(wanted) || new TextPattern(one.Signs + ":").AsPrefix().Meets(wanted));

    private void Add(TextPattern pattern)
    {
        if (pattern.HasText) _patterns.TryAdd(pattern.Signs, pattern);
    }

    private static string? Piece(InterpolatedStringContentSyntax content) => content is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : null;
}

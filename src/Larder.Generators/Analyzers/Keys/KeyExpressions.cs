using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Keys;

/// <summary>What a key is made of, where it is handed over or one step before.</summary>
internal static class KeyExpressions
{
    /// <summary>The parts of all keys that an expression stands for: what stands between braces or plus signs, or the expression itself.</summary>
    public static IEnumerable<KeyExpression> PartsOf(ExpressionSyntax expression, SemanticModel model) => Walk(expression, model, 0);

    private static IEnumerable<KeyExpression> Walk(ExpressionSyntax expression, SemanticModel model, int depth) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Walk(inner.Expression, model, depth),
        LiteralExpressionSyntax => [],
        InterpolatedStringExpressionSyntax text => InText(text),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.AddExpression) => Walk(both.Left, model, depth).Concat(Walk(both.Right, model, depth)),
        ConditionalExpressionSyntax choice => Walk(choice.WhenTrue, model, depth).Concat(Walk(choice.WhenFalse, model, depth)),
        CollectionExpressionSyntax several => several.Elements.OfType<ExpressionElementSyntax>().SelectMany(one => Walk(one.Expression, model, depth)),
        ImplicitArrayCreationExpressionSyntax { Initializer: { } several } => several.Expressions.SelectMany(one => Walk(one, model, depth)),
        ArrayCreationExpressionSyntax { Initializer: { } several } => several.Expressions.SelectMany(one => Walk(one, model, depth)),
        LambdaExpressionSyntax { ExpressionBody: { } body } => Walk(body, model, depth),
        IdentifierNameSyntax name when depth == 0 && Initializer(name, model) is { } value => Walk(value, model, 1),
        _ => [new KeyExpression(expression, null, null)],
    };

    private static IEnumerable<KeyExpression> InText(InterpolatedStringExpressionSyntax text) =>
        text.Contents.OfType<InterpolationSyntax>().Select(part => new KeyExpression(part.Expression, part.FormatClause?.FormatStringToken.ValueText, text));

    // A local that is set once is what it was set to.
    private static ExpressionSyntax? Initializer(IdentifierNameSyntax name, SemanticModel model)
    {
        if (model.GetSymbolInfo(name).Symbol is not ILocalSymbol local) return null;
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value, Parent.Parent.Parent: { } block }) return null;
        return block.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(set => set.Left is IdentifierNameSyntax left && left.Identifier.ValueText == local.Name) ? null : value;
    }
}

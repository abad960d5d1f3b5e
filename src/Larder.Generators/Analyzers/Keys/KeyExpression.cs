using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Larder.Generators.Analyzers.Keys;

/// <summary>A part of a hand-written key.</summary>
internal sealed class KeyExpression(ExpressionSyntax value, string? format, InterpolatedStringExpressionSyntax? text)
{
    public ExpressionSyntax Value { get; } = value;

    /// <summary>What stands behind the colon in the braces.</summary>
    public string? Format { get; } = format;

    /// <summary>The text around it; null for what is no interpolated text.</summary>
    public InterpolatedStringExpressionSyntax? Text { get; } = text;
}

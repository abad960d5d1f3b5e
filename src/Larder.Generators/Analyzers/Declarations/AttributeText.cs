using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Larder.Generators.Analyzers.Declarations;

/// <summary>A text in an attribute and where it is written.</summary>
internal sealed class AttributeText(string value, ExpressionSyntax? syntax, Location attribute)
{
    public string Value { get; } = value;

    /// <summary>Where the text is written; the whole attribute if that can't be told.</summary>
    public Location Location => syntax?.GetLocation() ?? attribute;

    /// <summary>Where these characters of the text are written; the whole text if they are not written one by one.</summary>
    public Location At(TextSpan part) => SpanOf(part) is { } span ? Location.Create(syntax!.SyntaxTree, span) : Location;

    /// <summary>A fix that replaces these characters, or none where they are not written here.</summary>
    public TextFix? Replace(string title, TextSpan part, string text) => SpanOf(part) is { } span ? new TextFix(title, span, text) : null;

    /// <summary>A fix that replaces the whole text.</summary>
    public TextFix? Replace(string title, string text) => Replace(title, new TextSpan(0, Value.Length), text);

    /// <summary>The text read as the template of a key.</summary>
    public KeyTemplate Template { get; } = KeyTemplate.Parse(value);

    // A character of the text is one of the source only where nothing is escaped.
    private TextSpan? SpanOf(TextSpan part)
    {
        if (Value.Length == 0) return null;
        if (syntax is not LiteralExpressionSyntax { Token: var token } || !token.IsKind(SyntaxKind.StringLiteralToken)) return null;
        var opening = token.Text.StartsWith("@", StringComparison.Ordinal) ? 2 : 1;
        return token.Text.Length == Value.Length + opening + 1 ? new TextSpan(token.SpanStart + opening + part.Start, part.Length) : null;
    }
}

using System.Text.RegularExpressions;
using Larder.Architecture.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Larder.Architecture.Docs;

/// <summary>The codes that texts of ours begin with, such as LAR402.</summary>
internal static partial class ErrorCodes
{
    /// <summary>The codes in the strings of a file; a comment that mentions one does not say it to anybody.</summary>
    public static IEnumerable<string> In(SourceFile source) =>
        from token in source.Root.DescendantTokens()
        where token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
        from code in Code().Matches(token.ValueText)
        select code.Value;

    [GeneratedRegex(@"\bLAR\d{3}\b")]
    private static partial Regex Code();
}

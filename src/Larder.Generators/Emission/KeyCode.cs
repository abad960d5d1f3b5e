using Larder.Generators.Model;
using Microsoft.CodeAnalysis.CSharp;

namespace Larder.Generators.Emission;

/// <summary>The expressions that make keys.</summary>
internal static class KeyCode
{
    /// <param name="key">The key.</param>
    /// <param name="root">How a parameter is reached; the result is <c>return</c>.</param>
    public static string Of(KeyModel key, Func<string, string> root)
    {
        if (key.IsConstant) return Literal(string.Concat(key.Pieces.Select(static piece => piece.Text)));
        var text = string.Concat(key.Pieces.Select(piece => piece.IsText ? Inside(piece.Text) : $"{{{Expression(piece, root)}}}"));
        return $"global::Larder.CacheKey.Of($\"{text}\")";
    }

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, true);

    private static string Expression(KeyPiece piece, Func<string, string> root)
    {
        if (piece.IsType) return $"typeof({piece.Root})";
        var value = root(piece.Root) + piece.Text;
        return piece.Cast.Length == 0 ? value : $"({piece.Cast}{value})";
    }

    // As it stands between the quotes of an interpolated text.
    private static string Inside(string text)
    {
        var literal = SymbolDisplay.FormatLiteral(text, true);
        return literal.Substring(1, literal.Length - 2).Replace("{", "{{").Replace("}", "}}");
    }
}

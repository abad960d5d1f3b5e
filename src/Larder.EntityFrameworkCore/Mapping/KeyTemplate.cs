using System.Text;

namespace Larder.EntityFrameworkCore.Mapping;

/// <summary>
/// How the keys of an entity look, such as <c>product:{Id}</c>. It begins with text: where nobody knows which rows changed, all keys that begin so are removed.
/// </summary>
internal sealed class KeyTemplate
{
    private KeyTemplate(string text, IReadOnlyList<TemplatePiece> pieces) => (Text, Pieces) = (text, pieces);

    /// <summary>As it was written, for messages.</summary>
    public string Text { get; }

    public IReadOnlyList<TemplatePiece> Pieces { get; }

    /// <summary>What all keys begin with.</summary>
    public string Prefix => Pieces[0].Literal!;

    /// <exception cref="ArgumentException">LAR601: it does not begin with text, or has braces that do not fit.</exception>
    public static KeyTemplate Of(string text, IEnumerable<TemplatePiece> pieces)
    {
        TemplatePiece[] merged = [.. Merged(pieces)];
        if (merged is [] or [{ Literal: null }, ..] || merged[0].Literal!.Any(char.IsControl))
            throw Malformed(text, "It has to begin with text, without control characters, of which all its keys begin");
        return new KeyTemplate(text, merged);
    }

    /// <inheritdoc cref="Of"/>
    public static KeyTemplate Parse(string text)
    {
        List<TemplatePiece> pieces = [];
        var literal = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var isDouble = at + 1 < text.Length && text[at + 1] == text[at];
            if (text[at] is not ('{' or '}') || isDouble)
            {
                literal.Append(text[at]);
                if (text[at] is '{' or '}') at++;
                continue;
            }

            var end = text[at] == '{' ? text.IndexOf('}', at) : -1;
            var name = end < 0 ? "" : text[(at + 1)..end].Trim();
            if (name.Length == 0 || name.Contains('{', StringComparison.Ordinal)) throw Malformed(text, "A brace stands alone; write {{ or }} for the character");
            pieces.Add(new TemplatePiece { Literal = literal.ToString() });
            pieces.Add(new TemplatePiece { Property = name });
            literal.Clear();
            at = end;
        }

        pieces.Add(new TemplatePiece { Literal = literal.ToString() });
        return Of(text, pieces);
    }

    public static ArgumentException Malformed(string text, string why) => new($"LAR601 \"{text}\" is no template of a key. {why}.");

    /// <summary>Text beside text is one: how a key is spelt depends on where its texts end.</summary>
    private static IEnumerable<TemplatePiece> Merged(IEnumerable<TemplatePiece> pieces)
    {
        var literal = "";
        foreach (var piece in pieces)
        {
            if (piece.Literal is not null)
            {
                literal += piece.Literal;
                continue;
            }

            if (literal.Length > 0) yield return new TemplatePiece { Literal = literal };
            literal = "";
            yield return piece;
        }

        if (literal.Length > 0) yield return new TemplatePiece { Literal = literal };
    }
}

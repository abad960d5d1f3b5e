using System.Text;
using Larder.Generators.Parsing;

namespace Larder.Generators.Analyzers.Families;

/// <summary>A set of texts: characters, and signs that stand for several.</summary>
internal sealed class TextPattern(string signs)
{
    // Characters that no key holds.
    private const char Part = '\u0001';
    private const char Any = '\u0002';
    private const char One = '\u0003';

    /// <summary>The same for two templates that differ only in the names of their placeholders.</summary>
    public string Signs { get; } = signs;

    /// <summary>What people read: the placeholders without names.</summary>
    public string Shown => Signs.Replace(Part.ToString(), "{}").Replace(Any.ToString(), "*").Replace(One.ToString(), "?");

    public bool HasText => Signs.Any(sign => sign > One);

    /// <summary>A placeholder stands for a part, which holds no colon.</summary>
    public static TextPattern OfTemplate(KeyTemplate template) => new(string.Concat(template.Parts.Select(part => part.IsPlaceholder ? Part.ToString() : part.Text)));

    /// <summary>The same with more parts behind it.</summary>
    public TextPattern AndParts(int count) => new(Signs + string.Concat(Enumerable.Repeat($":{Part}", count)));

    /// <summary>Pieces of which null stands for anything.</summary>
    public static TextPattern OfPieces(IEnumerable<string?> pieces) => new(string.Concat(pieces.Select(piece => piece ?? Any.ToString())));

    /// <summary>The texts that begin with one of these.</summary>
    public TextPattern AsPrefix() => new(Signs + Any);

    /// <summary>A template with the signs of a glob in it.</summary>
    public static TextPattern OfGlob(KeyTemplate template)
    {
        var signs = new StringBuilder();
        foreach (var part in template.Parts)
            if (part.IsPlaceholder) signs.Append(Part);
            else AppendGlob(part.Text, signs);
        return new TextPattern(signs.ToString());
    }

    /// <summary>Whether some text is in both sets.</summary>
    public bool Meets(TextPattern other)
    {
        var (one, two) = (Signs, other.Signs);
        var meets = new bool[one.Length + 1, two.Length + 1];
        for (var i = one.Length; i >= 0; i--)
        {
            for (var j = two.Length; j >= 0; j--)
                meets[i, j] = Meets(one, i, two, j, meets);
        }

        return meets[0, 0];
    }

    private static bool Meets(string one, int i, string two, int j, bool[,] meets)
    {
        if (i == one.Length && j == two.Length) return true;
        if (i < one.Length && IsRun(one[i]) && (meets[i + 1, j] || (j < two.Length && Takes(one[i], two[j]) && meets[i, j + 1]))) return true;
        if (j < two.Length && IsRun(two[j]) && (meets[i, j + 1] || (i < one.Length && Takes(two[j], one[i]) && meets[i + 1, j]))) return true;
        if (i == one.Length || j == two.Length || IsRun(one[i]) || IsRun(two[j])) return false;
        return (one[i] == two[j] || one[i] == One || two[j] == One) && meets[i + 1, j + 1];
    }

    private static bool IsRun(char sign) => sign is Part or Any;

    private static bool Takes(char run, char sign) => run == Any || sign != ':';

    private static void AppendGlob(string text, StringBuilder signs)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var end = text[at] == '[' ? text.IndexOf(']', at) : -1;
            if (text[at] == '\\' && at + 1 < text.Length) signs.Append(text[++at]);
            else if (text[at] == '*') signs.Append(Any);
            else if (text[at] == '?' || end > at) signs.Append(One);
            else signs.Append(text[at]);
            at = Math.Max(at, end);
        }
    }
}

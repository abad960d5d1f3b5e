using System.Text;

namespace Larder.Generators.Emission;

/// <summary>Lines with their indentation; nothing more.</summary>
internal sealed class CodeWriter
{
    private const int Width = 4;

    private readonly StringBuilder _text = new();
    private int _depth;

    public CodeWriter Line(string text = "")
    {
        if (text.Length > 0) _text.Append(' ', _depth * Width).Append(text);
        _text.Append('\n');
        return this;
    }

    public CodeWriter Open(string heading = "")
    {
        if (heading.Length > 0) Line(heading);
        Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close(string end = "")
    {
        _depth--;
        return Line("}" + end);
    }

    /// <summary>Further in, without a brace: what goes on in the next lines.</summary>
    public CodeWriter In()
    {
        _depth++;
        return this;
    }

    public CodeWriter Out()
    {
        _depth--;
        return this;
    }

    public override string ToString() => _text.ToString();
}

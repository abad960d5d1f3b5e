using System.Text;
using Larder.Generators.Model;

namespace Larder.Generators.Parsing;

/// <summary>
/// The template of a key, <c>product:{id}</c>: text, and parameters or members of them in braces. A brace that stands for itself is written twice.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Parts">The pieces, in their order.</param>
/// <param name="Faults">What is wrong with it, whatever the parameters are; see <see cref="UnknownIn"/>.</param>
internal sealed record KeyTemplate(string Text, EquatableArray<KeyPart> Parts, EquatableArray<KeyFault> Faults)
{
    /// <summary>What stands between braces.</summary>
    public IEnumerable<KeyPart> Placeholders => Parts.Where(static part => part.IsPlaceholder);

    /// <summary>True if it is the same text for all arguments.</summary>
    public bool IsConstant => !Placeholders.Any();

    /// <summary>The text before the first brace.</summary>
    public string Prefix => Parts.Count > 0 && !Parts[0].IsPlaceholder ? Parts[0].Text : "";

    public static KeyTemplate Parse(string text)
    {
        var parts = new List<KeyPart>();
        var faults = new List<KeyFault>();
        var at = 0;
        while (at < text.Length)
            at = IsOpening(text, at) ? ReadPlaceholder(text, at, parts, faults) : ReadText(text, at, parts, faults);
        var seen = new HashSet<string>();
        foreach (var part in parts.Where(static part => part.IsPlaceholder))
            if (!seen.Add(string.Join(".", part.Path))) faults.Add(new(KeyFaultKind.Repeated, part.Text, part.Start, part.Length));
        return new(text, new(parts), new(faults.OrderBy(static fault => fault.Start)));
    }

    /// <summary>The placeholders that name none of these parameters.</summary>
    public IEnumerable<KeyFault> UnknownIn(ICollection<string> parameters) =>
        from part in Placeholders
        where !parameters.Contains(part.Parameter)
        select new KeyFault(KeyFaultKind.Unknown, part.Parameter, part.Start, part.Length);

    private static bool IsOpening(string text, int at) => text[at] == '{' && !IsTwice(text, at);

    private static bool IsTwice(string text, int at) => at + 1 < text.Length && text[at + 1] == text[at];

    private static int ReadText(string text, int from, List<KeyPart> parts, List<KeyFault> faults)
    {
        var written = new StringBuilder();
        var at = from;
        while (at < text.Length && !IsOpening(text, at))
        {
            written.Append(text[at]);
            if (text[at] is not ('{' or '}')) at++;
            else if (IsTwice(text, at)) at += 2;
            else faults.Add(new(KeyFaultKind.Unopened, "", at++, 1));
        }

        parts.Add(new(written.ToString(), false, from, at - from));
        return at;
    }

    private static int ReadPlaceholder(string text, int from, List<KeyPart> parts, List<KeyFault> faults)
    {
        var end = from + 1;
        while (end < text.Length && text[end] is not ('{' or '}')) end++;
        var name = text.Substring(from + 1, end - from - 1).Trim();
        if (end == text.Length)
        {
            faults.Add(new(KeyFaultKind.Unclosed, name, from, end - from));
            return end;
        }

        if (text[end] == '{')
        {
            var closing = ClosingOf(text, from);
            faults.Add(new(KeyFaultKind.Nested, name, from, closing - from));
            return closing;
        }

        end++;
        if (name.Length == 0) faults.Add(new(KeyFaultKind.Empty, "", from, end - from));
        else if (!IsPath(name)) faults.Add(new(KeyFaultKind.NoName, name, from, end - from));
        else parts.Add(new(name, true, from, end - from));
        return end;
    }

    // Where the brace ends that holds others; the text's end if it does not.
    private static int ClosingOf(string text, int from)
    {
        var depth = 0;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '{') depth++;
            else if (text[at] == '}' && --depth == 0) return at + 1;
        }

        return text.Length;
    }

    private static bool IsPath(string name) => name.Split('.').All(static part => IsName(part.Trim()));

    private static bool IsName(string name) =>
        name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(static sign => char.IsLetterOrDigit(sign) || sign == '_');
}

namespace Larder.Declared;

/// <summary>The text around the braces of a template that the generator has understood; a brace that stands for itself is written twice.</summary>
internal static class TemplateText
{
    /// <summary>The text before the first braces; all of it if there are none.</summary>
    public static string Before(string template) => Plain(template[..OpeningOf(template)]);

    /// <summary>The text behind the first braces.</summary>
    public static string After(string template)
    {
        var opening = OpeningOf(template);
        return opening == template.Length ? "" : Plain(template[(template.IndexOf('}', opening) + 1)..]);
    }

    private static int OpeningOf(string template)
    {
        var at = 0;
        while (at < template.Length && (template[at] != '{' || IsTwice(template, at))) at += IsTwice(template, at) ? 2 : 1;
        return at;
    }

    private static bool IsTwice(string template, int at) => template[at] is '{' or '}' && at + 1 < template.Length && template[at + 1] == template[at];

    private static string Plain(string text) => text.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal);
}

using Larder.Generators.Analyzers.Declarations;
using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Families;

/// <summary>LAR008: what an attribute removes is something that is cached.</summary>
internal sealed class InvalidationRule(List<Family> families, Lazy<List<Family>> referenced, WrittenTexts written)
{
    public void Check(Declaration declaration, Action<Diagnostic> report)
    {
        var cache = Family.CacheOf(declaration);
        foreach (var key in declaration.Keys) Check(declaration, "key", key, TextPattern.OfTemplate(key.Template), (cache, KeysOf), report);
        foreach (var pattern in declaration.Named("Patterns")) Check(declaration, "pattern", pattern, TextPattern.OfGlob(pattern.Template), (cache, KeysOf), report);
        foreach (var tag in declaration.Named("Tags")) Check(declaration, "tag", tag, TextPattern.OfTemplate(tag.Template), (cache, TagsOf), report);
    }

    private static IEnumerable<AttributeText> KeysOf(Family family) => [family.Key];

    private static IEnumerable<AttributeText> TagsOf(Family family) => family.Tags;

    private void Check(
        Declaration declaration, string kind, AttributeText text, TextPattern wanted, (string Cache, Func<Family, IEnumerable<AttributeText>> Texts) among, Action<Diagnostic> report)
    {
        if (text.Value.Length == 0 || text.Template.Faults.Count > 0 || Any(families) || written.Meet(wanted) || Any(referenced.Value)) return;
        var near = families.Concat(referenced.Value).SelectMany(among.Texts).Select(one => Rewritten(text.Template, one.Template)).OfType<string>().Distinct().ToList();
        var meant = kind == "pattern" ? null : Nearness.Nearest(text.Value, near);
        var fix = meant is null ? null : text.Replace($"Write \"{meant}\"", meant);
        var advice = meant is null ? $"Write the {kind} as the method that caches it does" : $"Did you mean \"{meant}\"";
        report(Diagnostic.Create(Rules.InvalidatesNothing, text.Location, fix?.ToProperties(), declaration.MethodName, kind, text.Value, advice));

        // A cached method without a template has a key that nobody can name, except by a pattern of its name.
        bool Any(List<Family> some) => some.Where(family => family.Cache == among.Cache).Any(family =>
            (kind == "pattern" && family.Key.Value.Length == 0) || among.Texts(family).Any(one => TextPattern.OfTemplate(one.Template).Meets(wanted)));
    }

    // The text of one template around the placeholders of the other; null if it has more or fewer.
    private static string? Rewritten(KeyTemplate own, KeyTemplate other)
    {
        var names = new Queue<string>(own.Placeholders.Select(part => part.Text));
        if (names.Count != other.Placeholders.Count() || other.Text.Length == 0) return null;
        return string.Concat(other.Parts.Select(part => part.IsPlaceholder ? $"{{{names.Dequeue()}}}" : other.Text.Substring(part.Start, part.Length)));
    }
}

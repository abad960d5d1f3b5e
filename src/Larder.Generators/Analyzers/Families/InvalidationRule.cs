using Larder.Generators.Analyzers.Declarations;
using Larder.Generators.Parsing;
using Microsoft.CodeAnalysis;

namespace Larder.Generators.Analyzers.Families;

/// <summary>LAR008: what an attribute removes is something that is cached.</summary>
internal sealed class InvalidationRule(List<Family> families, Lazy<List<Family>> referenced, WrittenTexts written)
{
    private const string Tag = "tag";
    private const string Pattern = "pattern";

    public void Check(Declaration declaration, Action<Diagnostic> report)
    {
        foreach (var key in declaration.Keys) Check(declaration, "key", key, TextPattern.OfTemplate(key.Template), report);
        foreach (var pattern in declaration.Named("Patterns")) Check(declaration, Pattern, pattern, TextPattern.OfGlob(pattern.Template), report);
        foreach (var tag in declaration.Named("Tags")) Check(declaration, Tag, tag, TextPattern.OfTemplate(tag.Template), report);
    }

    private void Check(Declaration declaration, string kind, AttributeText text, TextPattern wanted, Action<Diagnostic> report)
    {
        if (text.Value.Length == 0 || text.Template.Faults.Count > 0 || Meets(families) || written.Meet(wanted) || Meets(referenced.Value)) return;
        var meant = kind == Pattern ? null : Nearness.Nearest(text.Value, Candidates(kind, text.Template));
        var fix = meant is null ? null : text.Replace($"Write \"{meant}\"", meant);
        var elsewhere = families.Concat(referenced.Value).FirstOrDefault(family => Patterns(family, kind).Any(one => one.Meets(wanted)));
        var advice = meant is not null ? $"Did you mean \"{meant}\""
            : elsewhere is not null ? $"{elsewhere.Declaration.MethodName} does, in the cache \"{elsewhere.Cache}\": write the same Cache here"
            : $"Write the {kind} as the method that caches it does";
        report(Diagnostic.Create(Rules.InvalidatesNothing, text.Location, fix?.ToProperties(), declaration.MethodName, kind, text.Value, advice));

        bool Meets(List<Family> some) => some.Any(family => family.Cache == Family.CacheOf(declaration) && Patterns(family, kind).Any(one => one.Meets(wanted)));
    }

    // The key of a method without a template is its name, which only a pattern meets.
    private static IEnumerable<TextPattern> Patterns(Family family, string kind) =>
        kind == Tag ? family.Tags.Select(tag => TextPattern.OfTemplate(tag.Template))
        : family.Key.Value.Length > 0 ? [family.Pattern]
        : kind == Pattern ? [TextPattern.OfPieces([null])]
        : [];

    private List<string> Candidates(string kind, KeyTemplate own) =>
    [
        .. families.Concat(referenced.Value)
            .SelectMany(family => kind == Tag ? family.Tags : [family.Key])
            .Select(one => Rewritten(own, one.Template)).OfType<string>().Where(text => text != own.Text).Distinct(),
    ];

    // The text of one template around the placeholders of the other; null if it has more or fewer.
    private static string? Rewritten(KeyTemplate own, KeyTemplate other)
    {
        var names = new Queue<string>(own.Placeholders.Select(part => part.Text));
        if (names.Count != other.Placeholders.Count() || other.Text.Length == 0) return null;
        return string.Concat(other.Parts.Select(part => part.IsPlaceholder ? $"{{{names.Dequeue()}}}" : other.Text.Substring(part.Start, part.Length)));
    }
}

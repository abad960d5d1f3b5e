using System.Globalization;
using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes what is known of a method's keys before it is called.</summary>
internal static class FamilyEmitter
{
    public static void Emit(CodeWriter code, IEnumerable<(MethodModel Method, int Overload)> methods)
    {
        var index = 0;
        foreach (var (method, overload) in methods.Where(static pair => pair.Method.Family is not null)) Emit(code, method, overload, index++);
    }

    private static void Emit(CodeWriter code, MethodModel method, int overload, int index)
    {
        var family = method.Family!;
        var result = method.Shape is { } batch ? batch.Value.TrimEnd('?') : method.Result.TypeOf;
        code.Line($"private static readonly {Names.Declared}.CacheFamily {Names.Field(method, overload, "")} = new(")
            .In()
            .Line($"{KeyCode.Literal(family.Key.Template)}, {KeyCode.Literal(method.Display)}, typeof({result}))")
            .Out()
            .Open();
        foreach (var (property, value) in Properties(family)) code.Line($"{property} = {value},");
        code.Line($"Index = {index.ToString(CultureInfo.InvariantCulture)},").Close(";").Line();
        if (method.Cached is not { Key.Remembered: { Length: > 0 } type }) return;
        var keys = Names.Field(method, overload, "Keys");
        var texts = family.Key.Pieces.Select(static piece => piece.IsText ? piece.Text : "\0").ToArray();
        var (before, after) = (string.Concat(texts.TakeWhile(static text => text != "\0")), string.Concat(texts.SkipWhile(static text => text != "\0").Skip(1)));
        code.Line($"private static readonly {Names.Declared}.KeyTexts<{type}> {keys} = new({KeyCode.Literal(before)}{(after.Length > 0 ? ", " + KeyCode.Literal(after) : "")});").Line();
    }

    private static IEnumerable<(string Property, string Value)> Properties(FamilyModel family)
    {
        if (family.Key.Prefix.Length > 0) yield return ("Prefix", KeyCode.Literal(family.Key.Prefix));
        if (family.Cache.Length > 0) yield return ("Cache", KeyCode.Literal(family.Cache));
        foreach (var duration in family.Durations) yield return (duration.Property, $"{Names.Declared}.CacheDuration.Of({KeyCode.Literal(duration.Text)})");
        if (family.Tags.Count > 0) yield return ("Tags", Texts(family.Tags));
        if (family.TagTemplates.Count > 0) yield return ("TagTemplates", Texts(family.TagTemplates.Select(static tag => tag.Template)));
        if (family.IsSensitive) yield return ("IsSensitive", "true");
    }

    // A collection expression and an overloaded factory would cost the compiler more than the rest of the family.
    private static string Texts(IEnumerable<string> texts) => $"new[] {{ {string.Join(", ", texts.Select(KeyCode.Literal))} }}";
}

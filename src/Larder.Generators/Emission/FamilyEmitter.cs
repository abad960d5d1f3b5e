using Larder.Generators.Model;

namespace Larder.Generators.Emission;

/// <summary>Writes what is known of a method's keys before it is called.</summary>
internal static class FamilyEmitter
{
    private const string ExpirationName = "Expiration";

    public static void Emit(CodeWriter code, IEnumerable<(MethodModel Method, int Overload)> methods)
    {
        foreach (var (method, overload) in methods.Where(static pair => pair.Method.Family is not null)) Emit(code, method, overload);
    }

    private static void Emit(CodeWriter code, MethodModel method, int overload)
    {
        var family = method.Family!;
        var result = method.Shape is { } batch ? batch.Value.TrimEnd('?') : method.Result.TypeOf;
        var argument = method.Cached is { Key.Remembered: { Length: > 0 } type } ? $"<{type}>" : "";
        var properties = Properties(family).ToArray();
        code.Line($"private static readonly {Names.Declared}.CacheFamily{argument} {Names.Field(method, overload, "")} = new(")
            .In()
            .Line($"{KeyCode.Literal(family.Key.Template)}, {KeyCode.Literal(method.Display)}, typeof({result}){Expiration(family)}){(properties.Length == 0 ? ";" : "")}")
            .Out();
        if (properties.Length > 0)
        {
            code.Open();
            foreach (var (property, value) in properties) code.Line($"{property} = {value},");
            code.Close(";");
        }

        code.Line();
    }

    // The text of the attribute, of which the family makes a length or a name: the compiler has nothing to work out.
    private static string Expiration(FamilyModel family) =>
        family.Durations.FirstOrDefault(static duration => duration.Property == ExpirationName) is { } given ? ", " + KeyCode.Literal(given.Text) : "";

    private static IEnumerable<(string Property, string Value)> Properties(FamilyModel family)
    {
        if (family.Cache.Length > 0) yield return ("Cache", KeyCode.Literal(family.Cache));
        foreach (var duration in family.Durations.Where(static duration => duration.Property != ExpirationName))
            yield return (duration.Property, $"{Names.Declared}.CacheDuration.Of({KeyCode.Literal(duration.Text)})");
        if (family.Tags.Count > 0) yield return ("Tags", Texts(family.Tags));
        if (family.TagTemplates.Count > 0) yield return ("TagTemplates", Texts(family.TagTemplates.Select(static tag => tag.Template)));
        if (family.IsSensitive) yield return ("IsSensitive", "true");
    }

    // A collection expression and an overloaded factory would cost the compiler more than the rest of the family.
    private static string Texts(IEnumerable<string> texts) => $"new[] {{ {string.Join(", ", texts.Select(KeyCode.Literal))} }}";
}

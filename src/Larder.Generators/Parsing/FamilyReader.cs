using Larder.Generators.Model;

namespace Larder.Generators.Parsing;

/// <summary>Reads what attributes that make entries have in common.</summary>
internal static class FamilyReader
{
    /// <summary>Null if something in it is not right.</summary>
    public static FamilyModel? Read(AttributeValues attribute, KeyScope scope, KeyModel? key, params string[] durations)
    {
        if (key is null) return null;
        var tags = attribute.TextsOf("Tags").Select(scope.Read).ToArray();
        var lengths = durations.Select(name => DurationOf(name, attribute.TextOf(name))).Prepend(DurationOf("Expiration", attribute.TextAt(1))).ToArray();
        if (tags.Any(static tag => tag is null || tag.UsesResult) || lengths.Any(static length => length is { Property: "" })) return null;
        return new FamilyModel
        {
            Key = scope.WithTypes(key),
            Cache = attribute.TextOf("Cache"),
            Tags = new(tags.Where(static tag => tag!.IsConstant).Select(static tag => string.Concat(tag!.Pieces.Select(static piece => piece.Text)))),
            TagTemplates = new(tags.Where(static tag => !tag!.IsConstant).Select(static tag => tag!)),
            Durations = new(lengths.Where(static length => length is not null).Select(static length => length!)),
            IsSensitive = attribute.IsSet("Sensitive"),
        };
    }

    /// <summary>Null if nothing was given; a duration of nothing if it can't be understood.</summary>
    private static DurationModel? DurationOf(string property, string text)
    {
        text = text.Trim();
        if (text.Length == 0) return null;
        var isUnderstood = DurationLiteral.TryParse(text, out var length)
            ? length > TimeSpan.Zero || property is "StaleFor" or "RefreshAhead"
            : DurationLiteral.IsName(text);
        return new(isUnderstood ? property : "", text);
    }
}

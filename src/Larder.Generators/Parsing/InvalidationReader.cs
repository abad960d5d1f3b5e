using Larder.Generators.Model;

namespace Larder.Generators.Parsing;

/// <summary>Reads what methods make wrong.</summary>
internal static class InvalidationReader
{
    /// <summary>Null if something in it is not right: then nothing of the method is decorated, rather than a part.</summary>
    public static InvalidationModel? Read(AttributeValues attribute, KeyScope scope)
    {
        var keys = All(attribute.TextsAt(0), scope);
        var tags = All(attribute.TextsOf("Tags"), scope);
        var patterns = All(attribute.TextsOf("Patterns"), scope);
        if (keys is null || tags is null || patterns is null || keys.Count + tags.Count + patterns.Count == 0) return null;
        return new InvalidationModel
        {
            Keys = new(keys), Tags = new(tags), Patterns = new(patterns), When = (InvalidationTimeModel)attribute.NumberOf("When"), Cache = attribute.TextOf("Cache"),
        };
    }

    private static List<KeyModel>? All(IReadOnlyList<string> texts, KeyScope scope)
    {
        var read = texts.Select(scope.Read).ToArray();
        return read.Any(static key => key is null) ? null : [.. read.Select(static key => key!)];
    }
}

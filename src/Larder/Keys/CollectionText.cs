namespace Larder.Keys;

/// <summary>Several parts in brackets, separated by commas, which no other part holds. A collection holds no collection: a set in it would have no order.</summary>
internal static class CollectionText
{
    public static string Of<T>(IEnumerable<T> parts)
    {
        var texts = parts.Select(static part => OfElement(part));
        if (parts is IReadOnlySet<T> or ISet<T>) texts = texts.Order(StringComparer.Ordinal);
        return $"[{string.Join(',', texts)}]";
    }

    public static ArgumentException Unsupported(Type type) =>
        new($"LAR318 Values of type {type} can't stand in a key: nothing says which text tells them apart. Implement {nameof(ICacheKeyPart)}, or put the members that matter into the key.");

    private static string OfElement(object? part) => part switch
    {
        null => PartText.Null,
        string text => PartText.Of(text),
        bool flag => PartText.Of(flag),
        Type type => TypeText.Of(type),
        ICacheKeyPart own => PartText.Of(own),
        ISpanFormattable formattable => FormattedText.Of(formattable),
        _ => throw Unsupported(part.GetType()),
    };
}

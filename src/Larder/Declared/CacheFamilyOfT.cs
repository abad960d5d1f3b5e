using System.ComponentModel;

namespace Larder.Declared;

/// <summary>A family whose keys hold one argument: the texts that were made last are remembered, so a hit makes none. For generated code.</summary>
/// <param name="key">The template of the keys, with one pair of braces.</param>
/// <param name="method">The method, with its type.</param>
/// <param name="result">The type of a value.</param>
/// <param name="expiration">How long a value is fresh, as the attribute says it; empty: the cache's default.</param>
/// <typeparam name="TKey">The argument's type: a text, an <c>int</c>, a <c>long</c> or a <c>Guid</c>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CacheFamily<TKey>(string key, string method, Type result, string expiration = "") : CacheFamily(key, method, result, expiration)
    where TKey : IEquatable<TKey>
{
    private readonly KeyTexts<TKey> _texts = new(TemplateText.Before(key), TemplateText.After(key));

    /// <summary>The key of an argument.</summary>
    public string KeyOf(TKey? argument) => _texts.Of(argument);
}

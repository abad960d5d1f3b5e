namespace Larder.EntityFrameworkCore;

/// <summary>
/// A change of a row of this entity, or of one derived from it, removes this key and these tags from the cache after the commit. It may stand several times.
/// </summary>
/// <param name="key">
/// A key with the names of columns in braces, such as <c>product:{Id}</c>: the key that <see cref="CacheKey.Of"/> makes of the same values. It begins with
/// text. Empty: tags alone.
/// </param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class InvalidatesKeysAttribute(string key = "") : Attribute
{
    /// <summary>The key, with the names of columns in braces.</summary>
    public string Key { get; } = key;

    /// <summary>Tags that are removed with it.</summary>
    public string[] Tags { get; init; } = [];
}

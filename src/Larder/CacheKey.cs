using Larder.Keys;

namespace Larder;

/// <summary>Makes keys of arguments: different arguments never share one, equal arguments have the same in every process and culture.</summary>
public static class CacheKey
{
    /// <summary>
    /// The key that an interpolated text stands for, such as <c>CacheKey.Of($"products:list:{skip}:{limit}")</c>. What stands between the
    /// braces is written so that it can be told from its neighbours and from what other types write. A key of more than 512 characters keeps
    /// its first 192 and ends in a SHA-256 of the whole.
    /// </summary>
    /// <exception cref="ArgumentException">LAR318: an argument is of a type whose values can't be told apart by text.</exception>
    public static string Of(CacheKeyText text) => KeyDigest.Shortened(text.Take());
}

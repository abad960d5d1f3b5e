namespace Larder.Declared;

/// <summary>
/// Lets requests past the cache, to show or to find out what it does: register one as scoped, and what <c>AddCached</c> added loads for each call where
/// <see cref="IsOn"/>, reads nothing of the cache and keeps nothing in it. Changes still remove. Singletons take no notice.
/// </summary>
public sealed class CacheBypass
{
    /// <summary>True: past the cache.</summary>
    public required bool IsOn { get; init; }
}

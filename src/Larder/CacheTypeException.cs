namespace Larder;

/// <summary>One key was used with two types in one process.</summary>
/// <param name="key">The key.</param>
/// <param name="held">The type that is held or being loaded.</param>
/// <param name="asked">The type that was asked for.</param>
public sealed class CacheTypeException(string key, Type held, Type asked) : CacheException(
    "LAR403",
    $"The key \"{key}\" holds a {held} and was read as {asked}. Give each type its own key, or read it as {held}.",
    null)
{
    /// <summary>The type that is held or being loaded.</summary>
    public Type Held => held;

    /// <summary>The type that was asked for.</summary>
    public Type Asked => asked;
}

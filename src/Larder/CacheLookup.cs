namespace Larder;

/// <summary>The answer to a look-up that loads nothing.</summary>
/// <param name="Found">True if a fresh value was there; it may be null.</param>
/// <param name="Value">The value; default when not found.</param>
/// <param name="Source">Where it was found; <see cref="ReadSource.None"/> when not found.</param>
public readonly record struct CacheLookup<T>(bool Found, T? Value, ReadSource Source)
{
    /// <summary>Nothing was found.</summary>
    public static readonly CacheLookup<T> Absent;
}

namespace Larder;

/// <summary>
/// A loader did not end within <see cref="CacheOptions.LoadTimeout"/>, and there was no stale value to serve. Its key is free: the next read
/// loads again. What the loader may still bring is dropped.
/// </summary>
/// <param name="what">What was loaded.</param>
/// <param name="timeout">How long it was waited for.</param>
public sealed class CacheLoadTimeoutException(string what, TimeSpan timeout) : CacheException(
    "LAR302",
    $"Loading {what} took longer than LoadTimeout ({timeout}). Make the source faster, or raise the limit for this entry.",
    null)
{
    /// <summary>How long it was waited for.</summary>
    public TimeSpan Timeout => timeout;
}

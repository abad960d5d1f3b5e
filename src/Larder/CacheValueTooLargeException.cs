namespace Larder;

/// <summary>A value was not written, since the cache could not hold it. Nothing was changed.</summary>
/// <param name="key">Its key.</param>
/// <param name="bytes">How large it is.</param>
/// <param name="limit">How large it may be: <see cref="CacheOptions.MaxValueBytes"/>.</param>
public sealed class CacheValueTooLargeException(string key, long bytes, int limit) : CacheException(
    "LAR511", $"A value of {bytes} bytes under \"{key}\" is larger than MaxValueBytes ({limit}). Nothing was written. Store less of it, or raise the limit.", null);

namespace Larder.AspNetCore;

/// <summary>Evicts answers of the output cache by what <c>IOutputCacheStore.EvictByTagAsync</c> has no word for; registered by <c>AddLarderOutputCache</c>.</summary>
/// <param name="byPath">Evicts by the full name of a tag.</param>
/// <param name="byKey">Evicts by the key of the middleware.</param>
public sealed class OutputEviction(Func<string, CancellationToken, ValueTask<bool>> byPath, Func<string, CancellationToken, ValueTask<bool>> byKey)
{
    /// <summary>Evicts all answers to this path, whatever they vary by: queries, headers, hosts. The path with its base, in any case; without a query.</summary>
    /// <returns>True when every tier honours it; false when the shared tier will be told later.</returns>
    public ValueTask<bool> EvictByPathAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        return byPath(path, cancellationToken);
    }

    /// <summary>Evicts the answer under one key of the output cache's store.</summary>
    /// <returns>True if there was one.</returns>
    public ValueTask<bool> EvictByKeyAsync(string key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return byKey(key, cancellationToken);
    }
}

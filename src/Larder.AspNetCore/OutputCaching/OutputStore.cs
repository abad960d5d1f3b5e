using System.Buffers;
using System.IO.Pipelines;
using Larder.Versions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;

namespace Larder.AspNetCore.OutputCaching;

/// <summary>
/// Answers in the cache. A request that finds none claims the place before the page is made: an eviction by tag, path or key that comes while it is made
/// wins, and the answer goes to its browser alone.
/// </summary>
internal sealed class OutputStore(ICache cache, IVersionedEntries entries, IHttpContextAccessor requests, OutputLog log) : IOutputCacheBufferStore
{
    private const int MostTags = 63;

    public async ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(tag);
        await cache.RemoveByTagAsync(OutputNames.Tag(tag), cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) =>
        await FindAsync(key, cancellationToken).ConfigureAwait(false) is { } found ? found.Memory.ToArray() : null;

    public async ValueTask<bool> TryGetAsync(string key, PipeWriter destination, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (await FindAsync(key, cancellationToken).ConfigureAwait(false) is not { } found) return false;
        await destination.WriteAsync(found.Memory, cancellationToken).ConfigureAwait(false);
        return true;
    }

    public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(value);
        return StoreAsync(key, new CacheBytes(value.ToArray()), tags ?? [], validFor, cancellationToken);
    }

    public ValueTask SetAsync(string key, ReadOnlySequence<byte> value, ReadOnlyMemory<string> tags, TimeSpan validFor, CancellationToken cancellationToken) =>
        StoreAsync(key, new CacheBytes(value.ToArray()), tags.ToArray(), validFor, cancellationToken);

    private async ValueTask<CacheBytes?> FindAsync(string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        var entryKey = OutputNames.Key(key);
        var held = await cache.TryGetAsync<CacheBytes>(entryKey, cancellationToken).ConfigureAwait(false);
        if (held.Found) return held.Value;
        if (requests.HttpContext is not { } context) return null;
        var claim = await entries.ClaimAsync(entryKey, cancellationToken).ConfigureAwait(false);

        // Somebody stored it between the two looks.
        if (claim.IsHeld) return claim.Value;
        OutputRequest.Of(context).Claim(claim);
        return null;
    }

    private async ValueTask StoreAsync(string key, CacheBytes value, IReadOnlyCollection<string> tags, TimeSpan validFor, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (validFor <= TimeSpan.Zero) return;
        var entryKey = OutputNames.Key(key);
        var request = requests.HttpContext is { } context ? OutputRequest.Of(context) : null;
        var seen = request?.Take(entryKey) ?? await entries.ReadAsync(entryKey, cancellationToken).ConfigureAwait(false);
        var write = new VersionedWrite(value, validFor) { Tags = TagsOf(tags, request), Tiers = CacheTiers.All };
        var outcome = await entries.ReplaceAsync(seen, write, cancellationToken).ConfigureAwait(false);
        if (outcome == VersionedOutcome.TooLarge) log.TooLarge(value.Memory.Length);
        if (outcome == VersionedOutcome.Changed) log.Overtaken();
    }

    private IReadOnlyList<string> TagsOf(IReadOnlyCollection<string> tags, OutputRequest? request)
    {
        var names = tags.Concat(request?.Tags ?? []).Select(OutputNames.Tag).Distinct(StringComparer.Ordinal);
        if (requests.HttpContext is { } context) names = names.Prepend(OutputNames.PathTag(context.Request.PathBase + context.Request.Path));
        string[] all = [.. names];
        return all.Length <= MostTags + 1 ? all : throw new InvalidOperationException(
            $"LAR363 An answer has {all.Length} tags, more than {MostTags}. Evict by fewer, wider groups.");
    }
}

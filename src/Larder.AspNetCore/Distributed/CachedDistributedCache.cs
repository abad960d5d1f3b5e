using System.Buffers;
using Larder.Versions;
using Microsoft.Extensions.Caching.Distributed;

namespace Larder.AspNetCore.Distributed;

/// <summary>
/// What code keeps in <c>IDistributedCache</c>, in the cache with its memory in front. The synchronous members complete at once when memory answers, and
/// else block their thread for the shared tier; nothing below needs the thread's context.
/// </summary>
internal sealed class CachedDistributedCache(ICache cache, IVersionedEntries entries, TimeProvider time) : IBufferDistributedCache
{
    public byte[]? Get(string key) => GetAsync(key).GetAwaiter().GetResult();

    public async Task<byte[]?> GetAsync(string key, CancellationToken token = default) =>
        await FindAsync(DistributedKey.Of(key), token).ConfigureAwait(false) is { } value ? value.ToArray() : null;

    public bool TryGet(string key, IBufferWriter<byte> destination) => TryGetAsync(key, destination).AsTask().GetAwaiter().GetResult();

    public async ValueTask<bool> TryGetAsync(string key, IBufferWriter<byte> destination, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (await FindAsync(DistributedKey.Of(key), token).ConfigureAwait(false) is not { } value) return false;
        destination.Write(value.Span);
        return true;
    }

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).GetAwaiter().GetResult();

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(value);
        return SetAsync(key, new ReadOnlySequence<byte>(value), options, token).AsTask();
    }

    public void Set(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options) => SetAsync(key, value, options).AsTask().GetAwaiter().GetResult();

    public async ValueTask SetAsync(string key, ReadOnlySequence<byte> value, DistributedCacheEntryOptions options, CancellationToken token = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var entryKey = DistributedKey.Of(key);
        var now = time.GetUtcNow();
        var form = new DistributedForm(options.SlidingExpiration, EndOf(options, now), now);
        await cache.SetAsync(entryKey, form.Write(value), TimesOf(form, now), token).ConfigureAwait(false);
    }

    public void Refresh(string key) => RefreshAsync(key).GetAwaiter().GetResult();

    public async Task RefreshAsync(string key, CancellationToken token = default) => await FindAsync(DistributedKey.Of(key), token).ConfigureAwait(false);

    public void Remove(string key) => RemoveAsync(key).GetAwaiter().GetResult();

    public async Task RemoveAsync(string key, CancellationToken token = default) => await cache.RemoveAsync(DistributedKey.Of(key), token).ConfigureAwait(false);

    private async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string entryKey, CancellationToken token)
    {
        var held = await cache.TryGetAsync<CacheBytes>(entryKey, token).ConfigureAwait(false);
        if (!held.Found || !DistributedForm.TryRead(held.Value, out var form, out var value)) return null;
        var now = time.GetUtcNow();
        if (form.IsOver(now)) return null;
        if (form.IsTouchDue(now)) await TouchAsync(entryKey, token).ConfigureAwait(false);
        return value;
    }

    /// <summary>Makes what is there last again. Who wrote it meanwhile has done so too, and who removed it meant it.</summary>
    private async ValueTask TouchAsync(string entryKey, CancellationToken token)
    {
        var seen = await entries.ReadAsync(entryKey, token).ConfigureAwait(false);
        var now = time.GetUtcNow();
        if (!seen.IsHeld || !DistributedForm.TryRead(seen.Value, out var form, out var value) || form.IsOver(now) || !form.IsTouchDue(now)) return;
        var touched = form with { TouchedAt = now };
        var write = new VersionedWrite(touched.Write(new ReadOnlySequence<byte>(value)), touched.Lifetime(now)) { Tiers = CacheTiers.All };
        await entries.ReplaceAsync(seen, write, token).ConfigureAwait(false);
    }

    private static CacheEntryOptions TimesOf(DistributedForm form, DateTimeOffset now) =>
        new() { Expiration = form.Lifetime(now), StaleFor = TimeSpan.Zero, RefreshAhead = TimeSpan.Zero, Jitter = 0 };

    /// <exception cref="ArgumentOutOfRangeException">It is over already.</exception>
    private static DateTimeOffset? EndOf(DistributedCacheEntryOptions options, DateTimeOffset now)
    {
        if (options.AbsoluteExpiration is { } end && end <= now)
            throw new ArgumentOutOfRangeException(nameof(options), end, "LAR362 AbsoluteExpiration is not in the future. Give a later moment, or AbsoluteExpirationRelativeToNow.");
        return options.AbsoluteExpirationRelativeToNow is { } span ? Later(now, span) : options.AbsoluteExpiration;
    }

    private static DateTimeOffset Later(DateTimeOffset now, TimeSpan span) => DateTimeOffset.MaxValue - now > span ? now + span : DateTimeOffset.MaxValue;
}

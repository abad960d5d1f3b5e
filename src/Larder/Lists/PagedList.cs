namespace Larder.Lists;

/// <summary>
/// The pages of one list, cached apart and dropped together, in one step and at any number. Make one for each list and share it.
/// </summary>
/// <param name="cache">Where the pages are.</param>
/// <param name="name">The list's name in keys: pages of <c>products</c> are <c>products:list:{skip}:{limit}</c>.</param>
/// <param name="options">How pages behave. The list's tag is added.</param>
public sealed class PagedList(ICache cache, string name, CacheEntryOptions? options = null)
{
    private readonly CacheEntryOptions _options = Tagged(options ?? new CacheEntryOptions(), TagOf(name));

    /// <summary>The tag of all pages: the name and <c>:list</c>. Records of the family of that name drop it with each write.</summary>
    public string Tag { get; } = TagOf(name);

    /// <summary>A page. Who lets strangers choose the range, bounds <see cref="PageRange.Limit"/> before: each range is an entry of its own.</summary>
    /// <param name="range">Which one.</param>
    /// <param name="load">Loads it.</param>
    /// <param name="cancellationToken">Ends this caller's wait; the load goes on for others.</param>
    /// <exception cref="ArgumentOutOfRangeException">The range is none (LAR456).</exception>
    public ValueTask<T> GetAsync<T>(
        PageRange range, Func<PageRange, CancellationToken, ValueTask<T>> load, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(load);
        if (range.Skip < 0 || range.Limit < 1)
            throw new ArgumentOutOfRangeException(nameof(range), $"LAR456 A page that skips {range.Skip} and has {range.Limit} items is none. Skip 0 or more, and ask for 1 or more.");
        return cache.GetOrLoadAsync(
            KeyOf(range), (range, load), static (page, _, token) => page.load(page.range, token), _options, cancellationToken);
    }

    /// <summary>The key of a page.</summary>
    public string KeyOf(PageRange range) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{name}:list:{range.Skip}:{range.Limit}");

    /// <summary>Something of the list changed: all pages are dropped. To be called after the change was committed.</summary>
    /// <returns>True when every tier honours it; false when the shared tier will be told later.</returns>
    public ValueTask<bool> DropAsync(CancellationToken cancellationToken = default) => cache.RemoveByTagAsync(Tag, cancellationToken);

    private static string TagOf(string name) => $"{name}:list";

    private static CacheEntryOptions Tagged(CacheEntryOptions options, string tag) => new()
    {
        Expiration = options.Expiration, MemoryExpiration = options.MemoryExpiration, StaleFor = options.StaleFor, RefreshAhead = options.RefreshAhead,
        LoadTimeout = options.LoadTimeout, SoftTimeout = options.SoftTimeout, NegativeExpiration = options.NegativeExpiration, Jitter = options.Jitter,
        CompressAbove = options.CompressAbove, Tags = [.. options.Tags, tag], Tiers = options.Tiers,
    };
}

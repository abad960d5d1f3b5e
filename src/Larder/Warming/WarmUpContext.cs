namespace Larder.Warming;

/// <summary>What a warm-up works with.</summary>
public sealed class WarmUpContext
{
    private readonly WarmUpProgress _progress;
    private readonly WarmUpOptions _options;

    internal WarmUpContext(IServiceProvider services, ICache cache, WarmUpOptions options, WarmUpProgress progress)
    {
        (Services, Cache, _options, _progress) = (services, cache, options, progress);
    }

    /// <summary>The services of a scope of its own, which ends with the run.</summary>
    public IServiceProvider Services { get; }

    /// <summary>The cache that the warm-up was added to.</summary>
    public ICache Cache { get; }

    /// <summary>
    /// Loads many items, as many at once as the options allow and no more in all than they allow. An item that fails is counted, and the others go on.
    /// Items run at the same time: what they use of <see cref="Services"/> must bear that.
    /// </summary>
    public async Task ForEachAsync<TItem>(IEnumerable<TItem> items, Func<TItem, CancellationToken, ValueTask> load, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(load);
        TItem[] some = [.. items.Take(_options.MaxItems)];
        _progress.Expect(some.Length);
        var terms = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(some, terms, (item, token) => OneAsync(item, load, token)).ConfigureAwait(false);
    }

    private async ValueTask OneAsync<TItem>(TItem item, Func<TItem, CancellationToken, ValueTask> load, CancellationToken cancellationToken)
    {
        try
        {
            await load(item, cancellationToken).ConfigureAwait(false);
            _progress.Finish();
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // A loader may fail with anything; one item that does is counted, and is no reason to leave the others cold.
            _progress.Fail(error);
        }
    }
}

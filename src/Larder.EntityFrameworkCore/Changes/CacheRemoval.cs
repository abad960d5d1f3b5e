using Larder.Diagnostics;

namespace Larder.EntityFrameworkCore.Changes;

/// <summary>Removes from one cache. Nothing cancels it: the source has changed already.</summary>
internal sealed class CacheRemoval(ICache cache, CacheCatalog? catalog)
{
    public ICache Cache => cache;

    /// <returns>True when every tier honours it; false when the shared tier will be told later, if this process lives on.</returns>
    public async ValueTask<bool> RemoveAsync(ChangeSet changes)
    {
        var isTold = true;
        if (changes.Keys.Count > 0) await cache.RemoveAsync(changes.Keys, CancellationToken.None).ConfigureAwait(false);
        foreach (var tag in changes.Tags) isTold &= await cache.RemoveByTagAsync(tag, CancellationToken.None).ConfigureAwait(false);
        foreach (var pattern in changes.Patterns) isTold &= (await cache.RemoveByPatternAsync(pattern, CancellationToken.None).ConfigureAwait(false)).IsComplete;
        return isTold && !IsOwed();
    }

    // What is owed of keys is not told by the removal itself.
    private bool IsOwed() => catalog is not null && catalog.Names.Contains(cache.Name) && catalog.StatsOf(cache.Name).OwedRemovals > 0;
}

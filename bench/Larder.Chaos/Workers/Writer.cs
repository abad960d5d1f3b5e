using Larder.Chaos.Source;

namespace Larder.Chaos.Workers;

/// <summary>Writes new versions to the source and then removes what was cached of the old ones, in every way there is.</summary>
internal sealed class Writer(ICache cache, SourceClient source, OperationLog log, Random random)
{
    private const int MaxPauseMilliseconds = 40;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var key = random.Next(KeySet.Slow);
            await source.CommitAsync(key);
            await RemoveAsync(key);
            await Task.Delay(random.Next(1, MaxPauseMilliseconds), CancellationToken.None);
        }
    }

    private async Task RemoveAsync(int key)
    {
        var start = Clock.Now;
        try
        {
            await (random.Next(1_000) switch
            {
                < 750 => RemoveOneAsync(key, start),
                < 800 => RemoveTwoAsync(key, start),
                < 900 => RemoveByTagAsync(KeySet.GroupOf(key), start),
                < 970 => RemoveByPrefixAsync(KeySet.GroupOf(key), start),
                < 998 => RemoveByGlobAsync(key, start),
                _ => ClearAsync(start),
            });
        }
        catch (Exception error)
        {
            Console.Error.WriteLine($"A removal failed: {error}");
            log.Add(OperationKind.Failed, key, start);
        }
    }

    // Whether the tier was told of a single key, the witness before the tier knows.
    private async Task RemoveOneAsync(int key, long start)
    {
        await cache.RemoveAsync(KeySet.NameOf(key));
        log.Add(OperationKind.Removed, key, start, (long)RemovalWay.Key);
    }

    private async Task RemoveTwoAsync(int key, long start)
    {
        int[] both = [key, (key + 1) % KeySet.Slow];
        await cache.RemoveAsync([.. both.Select(KeySet.NameOf)]);
        foreach (var one in both) log.Add(OperationKind.Removed, one, start, (long)RemovalWay.Keys);
    }

    private async Task RemoveByTagAsync(int group, long start) =>
        Tell(KeySet.Of(group), (RemovalWay.Tag, start), await cache.RemoveByTagAsync(KeySet.TagOf(group)));

    private async Task RemoveByPrefixAsync(int group, long start) =>
        Tell(KeySet.Of(group), (RemovalWay.Prefix, start), (await cache.RemoveByPatternAsync(KeySet.PrefixOf(group) + "*")).IsComplete);

    private async Task RemoveByGlobAsync(int key, long start) =>
        Tell([key], (RemovalWay.Glob, start), (await cache.RemoveByPatternAsync($"*:item:{key}")).IsComplete);

    private async Task ClearAsync(long start) => Tell(Enumerable.Range(0, KeySet.Count), (RemovalWay.Clear, start), await cache.ClearAsync());

    private void Tell(IEnumerable<int> keys, (RemovalWay Way, long Start) removal, bool isTold)
    {
        foreach (var key in keys)
        {
            log.Add(OperationKind.Removed, key, removal.Start, (long)removal.Way);
            if (isTold) log.Add(OperationKind.Told, key, removal.Start, (long)removal.Way);
        }
    }
}

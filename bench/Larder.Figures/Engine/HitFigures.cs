using System.Collections.Concurrent;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Engine;

/// <summary>What a hit costs, as a ratio to what comes with .NET, in one run: best of seven rounds in turn.</summary>
internal static class HitFigures
{
    private static readonly CacheEntryOptions TwoTags = new() { Tags = ["products", "spring"] };

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        var names = Workload.Names(Workload.Keys);
        var lookups = Workload.Lookups(names);
        await using var services = Caches.Make();
        await using var tagged = Caches.Make();
        using var memory = new MemoryCache(new MemoryCacheOptions());
        var dictionary = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var cache = services.GetRequiredService<ICache>();
        await Caches.FillAsync(cache, names, names);
        await Caches.FillAsync(tagged.GetRequiredService<ICache>(), names, names, TwoTags);
        foreach (var name in names) memory.Set(name, dictionary[name] = name);

        var contest = new Contest()
            .With("dictionary", LookupLoop.On(1, new DictionaryLookup(dictionary), lookups))
            .With("larder", LookupLoop.On(1, new LarderLookup(cache), lookups))
            .With("2tags", LookupLoop.On(1, new LarderLookup(tagged.GetRequiredService<ICache>()), lookups))
            .With("hybrid", LookupLoop.On(1, new HybridLookup(services.GetRequiredService<HybridCache>()), lookups))
            .With("memorycache", LookupLoop.On(1, new MemoryCacheLookup(memory), lookups))
            .With("dictionary on two", LookupLoop.On(2, new DictionaryLookup(dictionary), lookups))
            .With("larder on two", LookupLoop.On(2, new LarderLookup(cache), lookups));
        await contest.RunAsync(cancellationToken);

        var (hit, baseline) = (contest.BestOf("larder"), contest.BestOf("dictionary"));
        foreach (var (id, contender) in new[] { ("dictionary", "dictionary"), ("larder", "larder"), ("memorycache", "memorycache") })
            figures.Note($"{id}: {contest.BestOf(contender) / LookupLoop.Lookups:0.0} ns a hit");
        figures.Write("engine.hit.vs-dictionary", hit / baseline, "times");
        figures.Write("engine.hit.vs-memorycache", hit / contest.BestOf("memorycache"), "times");
        figures.Write("engine.hit.hybrid.vs-dictionary", contest.BestOf("hybrid") / baseline, "times");
        figures.Write("engine.hit.2tags.vs-dictionary", contest.BestOf("2tags") / baseline, "times");

        // A gain is lookups a second on two threads over those on one; the ratio is ours over the dictionary's own.
        var (ours, its) = (hit / contest.BestOf("larder on two"), baseline / contest.BestOf("dictionary on two"));
        figures.Note($"on two threads: larder {2 * ours:0.00} times, dictionary {2 * its:0.00} times the lookups of one");
        figures.Write("engine.hit.2threads", ours / its, "times");
        figures.Write("engine.hit.bytes", LookupLoop.BytesOf(new LarderLookup(cache), lookups), "bytes");
    }
}

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

        var loop = new Loops(new DictionaryLookup(dictionary), new LarderLookup(cache), lookups);
        await OneThreadAsync(figures, loop, [
            ("hybrid", LookupLoop.Once(new HybridLookup(services.GetRequiredService<HybridCache>()), lookups, LookupLoop.Short)),
            ("2tags", LookupLoop.Once(new LarderLookup(tagged.GetRequiredService<ICache>()), lookups, LookupLoop.Short)),
            ("memorycache", LookupLoop.Once(new MemoryCacheLookup(memory), lookups, LookupLoop.Short)),
        ], cancellationToken);
        await TwoThreadsAsync(figures, loop, cancellationToken);
        figures.Write("engine.hit.bytes", LookupLoop.BytesOf(loop.Ours, lookups), "bytes");
    }

    private static async Task OneThreadAsync(
        FigureWriter figures, Loops loop, IReadOnlyList<(string Name, Action Run)> others, CancellationToken cancellationToken)
    {
        var contest = new Contest(slices: 200)
            .With("dictionary", LookupLoop.Once(loop.Baseline, loop.Keys, LookupLoop.Short))
            .With("larder", LookupLoop.Once(loop.Ours, loop.Keys, LookupLoop.Short));
        foreach (var (name, run) in others) contest.With(name, run);
        await contest.RunAsync(cancellationToken);

        var (hit, baseline) = (contest.BestOf("larder"), contest.BestOf("dictionary"));
        foreach (var name in new[] { "dictionary", "larder", "memorycache" }) figures.Note($"{name}: {contest.BestOf(name) / LookupLoop.Short:0.0} ns a hit");
        figures.Write("engine.hit.vs-dictionary", hit / baseline, "times");
        figures.Write("engine.hit.vs-memorycache", hit / contest.BestOf("memorycache"), "times");
        figures.Write("engine.hit.hybrid.vs-dictionary", contest.BestOf("hybrid") / baseline, "times");
        figures.Write("engine.hit.2tags.vs-dictionary", contest.BestOf("2tags") / baseline, "times");
    }

    /// <summary>A gain is lookups a second on two threads over those on one; the ratio is ours over the dictionary's own.</summary>
    private static async Task TwoThreadsAsync(FigureWriter figures, Loops loop, CancellationToken cancellationToken)
    {
        var contest = new Contest()
            .With("dictionary on one", LookupLoop.Once(loop.Baseline, loop.Keys, LookupLoop.Long))
            .With("dictionary on two", LookupLoop.Twice(loop.Baseline, loop.Keys, LookupLoop.Long))
            .With("larder on one", LookupLoop.Once(loop.Ours, loop.Keys, LookupLoop.Long))
            .With("larder on two", LookupLoop.Twice(loop.Ours, loop.Keys, LookupLoop.Long));
        await contest.RunAsync(cancellationToken);
        var (ours, its) = (GainOf("larder"), GainOf("dictionary"));
        figures.Note($"on two threads: larder {ours:0.00} times, dictionary {its:0.00} times the lookups of one");
        figures.Write("engine.hit.2threads", ours / its, "times");

        double GainOf(string name) => 2 * contest.BestOf($"{name} on one") / contest.BestOf($"{name} on two");
    }

    private sealed record Loops(DictionaryLookup Baseline, LarderLookup Ours, string[] Keys);
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Larder.Entries;
using Larder.Memory;
using Microsoft.Extensions.Caching.Memory;

namespace Larder.HitRate.Store;

/// <summary>What the store costs in time and space, beside the dictionary and the cache that come with .NET, in one run.</summary>
internal sealed class StoreFigures(TextWriter to)
{
    private const int HitKeys = 10_000, Lookups = 1 << 21;
    private const int ChurnCapacity = 10_000, ChurnKeys = 100_000, ChurnAccesses = 1 << 20;
    private const int HeldEntries = 1_000_000;

    private static readonly object Value = new();

    public void Run()
    {
        Hits(threads: 1, "engine.hit.vs-dictionary");
        Hits(threads: 2, "engine.hit-2-threads.vs-dictionary");
        Churn(threads: 1, "engine.churn.vs-memorycache");
        Churn(threads: 2, "engine.churn-2-threads.vs-memorycache");
        Space();
    }

    private static string[] Names(int count) =>
        [.. Enumerable.Range(0, count).Select(static number => string.Create(CultureInfo.InvariantCulture, $"product:{number:00000000}"))];

    // Equal to the stored keys but other objects, as keys that are composed for each request are.
    private static string[] Draw(string[] names, int count, Func<int> next) =>
        [.. Enumerable.Range(0, count).Select(_ => new string(names[next()].AsSpan()))];

    private static Action OnThreads(int threads, Action<int> run) => () =>
    {
        var others = Enumerable.Range(1, threads - 1).Select(thread => new Thread(() => run(thread))).ToArray();
        foreach (var other in others) other.Start();
        run(0);
        foreach (var other in others) other.Join();
    };

    private void Hits(int threads, string id)
    {
        var names = Names(HitKeys);
        var lookups = Draw(names, 1 << 16, new Zipf(HitKeys, 0.99, new Random(7)).Next);
        var store = new StandaloneStore(new MemoryBudget(long.MaxValue));
        var dictionary = new ConcurrentDictionary<string, Entry>(StringComparer.Ordinal);
        using var cache = new MemoryCache(new MemoryCacheOptions());
        foreach (var name in names)
        {
            var entry = store.EntryOf(Value, 8);
            store.Install(name, entry);
            dictionary[name] = entry;
            cache.Set(name, Value);
        }

        var medians = new Contest($"hit, {HitKeys} keys, Zipf 0.99, {threads} thread(s)", Lookups * threads, to)
            .With("dictionary", OnThreads(threads, _ => Repeat(lookups, key => dictionary.TryGetValue(key, out var _))))
            .With("memorycache", OnThreads(threads, _ => Repeat(lookups, key => cache.TryGetValue(key, out var _))))
            .With("larder", OnThreads(threads, _ => Repeat(lookups, key => store.Memory.TryFind(key, out var _))))
            .Run();
        Figure(id, medians["larder"] / medians["dictionary"], "x");
    }

    private static void Repeat(string[] lookups, Func<string, bool> find)
    {
        for (var done = 0; done < Lookups; done++)
            if (!find(lookups[done & (lookups.Length - 1)])) throw new InvalidOperationException("A key that was put in is missing.");
    }

    private void Churn(int threads, string id)
    {
        var names = Names(ChurnKeys);
        var random = new Random(11);
        var accesses = Draw(names, 1 << 18, () => random.Next(ChurnKeys));
        var store = new StandaloneStore(new MemoryBudget(long.MaxValue, ChurnCapacity));
        using var cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = ChurnCapacity });
        var medians = new Contest($"read, and put in what is missing; {ChurnKeys} keys, room for {ChurnCapacity}, {threads} thread(s)", ChurnAccesses * threads, to)
            .With("memorycache", OnThreads(threads, thread => Churn(accesses, thread, key =>
            {
                if (!cache.TryGetValue(key, out _)) cache.Set(key, Value, new MemoryCacheEntryOptions { Size = 1 });
            })))
            .With("larder", OnThreads(threads, thread => Churn(accesses, thread, key =>
            {
                if (!store.Memory.TryFind(key, out _)) store.Install(key, store.EntryOf(Value, 8));
            })))
            .Run();
        Figure(id, medians["larder"] / medians["memorycache"], "x");
    }

    private static void Churn(string[] accesses, int thread, Action<string> access)
    {
        for (var done = 0; done < ChurnAccesses; done++) access(accesses[(done + (thread * 7919)) & (accesses.Length - 1)]);
    }

    private void Space()
    {
        var names = Names(HeldEntries);
        to.WriteLine($"bytes an entry beside key and value, {HeldEntries} entries");
        var table = Held("dictionary", () =>
        {
            var dictionary = new ConcurrentDictionary<string, object>(StringComparer.Ordinal);
            foreach (var name in names) dictionary[name] = Value;
            return dictionary;
        });
        var cache = Held("memorycache", () =>
        {
            var cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = HeldEntries * 2L });
            foreach (var name in names) cache.Set(name, Value, new MemoryCacheEntryOptions { Size = 1 });
            return cache;
        });
        var whole = Held("larder, entry included", () => Filled(new MemoryBudget(long.MaxValue), names));
        var full = Held("larder, evicting", () => Filled(new MemoryBudget(long.MaxValue, HeldEntries / 2), names), HeldEntries / 2);
        Figure("engine.memory.bytes-per-entry", whole, "B");
        Figure("engine.memory.bytes-per-entry-evicting", full, "B");
        Figure("engine.memory.vs-memorycache", whole / cache, "x");
        Figure("engine.memory.vs-dictionary", whole / table, "x");
    }

    private static StandaloneStore Filled(MemoryBudget budget, string[] names)
    {
        var store = new StandaloneStore(budget);
        foreach (var name in names) store.Install(name, store.EntryOf(Value, 8));
        return store;
    }

    private double Held(string name, Func<object> fill, int entries = HeldEntries)
    {
        var bytes = (double)Growth(fill) / entries;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24}{bytes,8:0.0} B"));
        return bytes;
    }

    // Apart, so that what was filled is garbage on return, and twice, since the first collection may leave what it had to finalise.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Growth(Func<object> fill)
    {
        GC.GetTotalMemory(forceFullCollection: true);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = fill();
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(held);
        return growth;
    }

    private void Figure(string id, double value, string unit) =>
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {id} {value:0.00} {unit}"));
}

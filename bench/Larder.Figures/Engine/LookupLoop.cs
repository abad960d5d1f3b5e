using System.Runtime.CompilerServices;

namespace Larder.Figures.Engine;

/// <summary>The one loop that all lookups are measured by, on one thread or several.</summary>
internal static class LookupLoop
{
    public const int Lookups = 1 << 20;

    /// <summary>A run on this many threads, each of which makes all lookups.</summary>
    public static Action On<TLookup>(int threads, TLookup lookup, string[] keys)
        where TLookup : struct, ILookup => () =>
    {
        var others = Enumerable.Range(1, threads - 1).Select(at => new Thread(() => Run(lookup, keys, at * 7919))).ToArray();
        foreach (var other in others) other.Start();
        Run(lookup, keys, 0);
        foreach (var other in others) other.Join();
    };

    /// <summary>Bytes that one lookup allocates; the least of five rounds, since what the runtime allocates to compile is not the lookup's.</summary>
    public static double BytesOf<TLookup>(TLookup lookup, string[] keys)
        where TLookup : struct, ILookup =>
        Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(lookup, keys, 0);
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Lookups;
        });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run<TLookup>(TLookup lookup, string[] keys, int from)
        where TLookup : struct, ILookup
    {
        var characters = 0L;
        for (var done = 0; done < Lookups; done++) characters += lookup.Find(keys[(from + done) & (keys.Length - 1)]).Length;
        if (characters < Lookups) throw new InvalidOperationException("A lookup found nothing.");
    }
}

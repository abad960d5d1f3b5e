using System.Runtime.CompilerServices;

namespace Larder.Figures.Engine;

/// <summary>The one loop that all lookups are measured by, on one thread or several.</summary>
internal static class LookupLoop
{
    /// <summary>A turn of a third of a millisecond: on a busy machine too, some of them have the processor for themselves.</summary>
    public const int Short = 1 << 13;

    /// <summary>A turn beside which starting a thread costs nothing.</summary>
    public const int Long = 1 << 20;

    /// <summary>A turn on one thread; the next one goes on where it ended.</summary>
    public static Action Once<TLookup>(TLookup lookup, string[] keys, int lookups)
        where TLookup : struct, ILookup
    {
        var from = 0;
        return () =>
        {
            Run(lookup, keys, from, lookups);
            from = (from + lookups) & (keys.Length - 1);
        };
    }

    /// <summary>A turn on two threads, each of which makes all lookups.</summary>
    public static Action Twice<TLookup>(TLookup lookup, string[] keys, int lookups)
        where TLookup : struct, ILookup => () =>
    {
        var other = new Thread(() => Run(lookup, keys, 7919, lookups));
        other.Start();
        Run(lookup, keys, 0, lookups);
        other.Join();
    };

    /// <summary>Bytes that one lookup allocates; the least of five rounds, since what the runtime allocates to compile is not the lookup's.</summary>
    public static double BytesOf<TLookup>(TLookup lookup, string[] keys)
        where TLookup : struct, ILookup =>
        Enumerable.Range(0, 5).Min(_ =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run(lookup, keys, 0, Long);
            return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Long;
        });

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Run<TLookup>(TLookup lookup, string[] keys, int from, int lookups)
        where TLookup : struct, ILookup
    {
        var characters = 0L;
        for (var done = 0; done < lookups; done++) characters += lookup.Find(keys[(from + done) & (keys.Length - 1)]).Length;
        if (characters < lookups) throw new InvalidOperationException("A lookup found nothing.");
    }
}

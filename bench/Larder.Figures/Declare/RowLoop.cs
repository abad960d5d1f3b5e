using System.Runtime.CompilerServices;

namespace Larder.Figures.Declare;

/// <summary>Many hits, by number or by name.</summary>
internal sealed class RowLoop(IRows rows, int different)
{
    /// <summary>A turn of a third of a millisecond or so.</summary>
    public const int Lookups = 1 << 12;

    private readonly string[] _names = [.. Enumerable.Range(0, different).Select(static id => $"name-{id}")];

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ById() => Run(byName: false);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void ByName() => Run(byName: true);

    /// <summary>Bytes that one hit allocates; the least of several rounds, since what the runtime allocates to compile is not the hit's.</summary>
    public static double BytesOf(Action run) => Enumerable.Range(0, 20).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / Lookups;
    });

    private void Run(bool byName)
    {
        var characters = 0L;
        for (var done = 0; done < Lookups; done++)
        {
            var at = done % different;
            var read = byName ? rows.FindAsync(_names[at], default) : rows.FindAsync(at, default);
            characters += (read.IsCompletedSuccessfully ? read.Result : throw new InvalidOperationException("A hit did not complete at once.")).Name.Length;
        }

        if (characters < Lookups) throw new InvalidOperationException("A lookup found nothing.");
    }
}

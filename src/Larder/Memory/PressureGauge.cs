namespace Larder.Memory;

/// <summary>
/// Tells whether memory is short. It is asked by writes and looks only once after each full collection, which is when the answer changes: so
/// nothing runs while the application is idle.
/// </summary>
/// <param name="fullCollections">How many full collections there were.</param>
/// <param name="isHigh">Whether the process, or the machine, is short of memory.</param>
internal sealed class PressureGauge(Func<int> fullCollections, Func<bool> isHigh)
{
    private int _seen = fullCollections();

    /// <summary>What the collector says of the container or, without one, of the machine.</summary>
    public static PressureGauge OfProcess() => new(static () => GC.CollectionCount(GC.MaxGeneration), static () =>
    {
        var memory = GC.GetGCMemoryInfo();
        return memory.MemoryLoadBytes >= memory.HighMemoryLoadThresholdBytes;
    });

    /// <summary>Whether memory is short; null when there was no full collection since this was last asked.</summary>
    public bool? Read()
    {
        var collections = fullCollections();
        if (collections == _seen) return null;
        _seen = collections;
        return isHigh();
    }
}

namespace Larder.Entries;

/// <summary>A source of chance that many threads may ask.</summary>
internal sealed class Chance(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>From 0, included, to 1, excluded.</summary>
    public double Next()
    {
        lock (_lock) return random.NextDouble();
    }
}

namespace Larder.Resp.Topology;

/// <summary>Chance for several tasks at once.</summary>
internal sealed class Jitter(Random random)
{
    private readonly Lock _lock = new();

    /// <summary>From 0 to 1.</summary>
    public double Next()
    {
        lock (_lock) return random.NextDouble();
    }
}

namespace Larder.HitRate;

/// <summary>One trace at one capacity, and the hit ratios in percent, one for each model.</summary>
public sealed record Row(string Trace, int Capacity, double[] HitRatios)
{
    public string Name => $"{Trace}@{Capacity}";
}

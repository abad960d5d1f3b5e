namespace Storefront.Lab.Racing;

/// <summary>The axis of the race: from a microsecond to ten seconds, each step a quarter of a decade, for both sides alike.</summary>
internal static class LatencyScale
{
    public const int Steps = 28;
    private const int PerDecade = 4;
    private const double Least = 0.001; // Milliseconds.

    public static IReadOnlyList<int> Count(IEnumerable<double> milliseconds)
    {
        var counts = new int[Steps];
        foreach (var one in milliseconds) counts[Math.Clamp((int)(Math.Log10(Math.Max(one, Least) / Least) * PerDecade), 0, Steps - 1)]++;
        return counts;
    }

    /// <summary>Where a step begins, in milliseconds.</summary>
    public static double Begin(int step) => Least * Math.Pow(10, (double)step / PerDecade);
}

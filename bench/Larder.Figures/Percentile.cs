namespace Larder.Figures;

internal static class Percentile
{
    /// <summary>The value that this share of all do not exceed; the nearest one that was measured.</summary>
    public static double Of(IReadOnlyCollection<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}

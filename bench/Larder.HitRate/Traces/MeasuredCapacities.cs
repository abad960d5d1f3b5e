namespace Larder.HitRate.Traces;

/// <summary>At which capacities a trace is measured, in entries.</summary>
public static class MeasuredCapacities
{
    private static readonly int[] Synthetic = [1000, 5000];

    private static readonly Dictionary<string, int[]> Known = new()
    {
        ["loop"] = [256, 512],
        ["gli"] = [500, 1000, 2000],
        ["multi1"] = [500, 1000],
        ["multi3"] = [500, 1000, 2000],
        ["sprite"] = [250, 500, 1000],
        ["web07"] = [500, 1000, 2000],
        ["orm-busy"] = [250, 500, 1000, 2000],
        ["zipf"] = Synthetic,
        ["zipf-scans"] = Synthetic,
        ["zipf-shifting"] = Synthetic,
        ["one-hit"] = Synthetic,
        ["recency"] = Synthetic,
        ["loop-1.2"] = Synthetic,
        ["phases"] = Synthetic,
    };

    /// <summary>The known traces' usual capacities; for any other trace 1, 5 and 20 % of its distinct keys.</summary>
    public static IReadOnlyList<int> For(Trace trace) =>
        Known.GetValueOrDefault(trace.Name) ?? [.. new[] { 0.01, 0.05, 0.2 }.Select(share => Math.Max(16, (int)(trace.Distinct * share)))];
}

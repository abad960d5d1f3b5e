using Larder.Chaos;
using Larder.Chaos.Running;

namespace Larder.Figures.Redis;

/// <summary>What processes read of each other while there are faults.</summary>
internal static class HistoryFigures
{
    private const int Processes = 4;
    private const int Seed = 1;

    public static async Task MeasureAsync(FigureWriter figures, TimeSpan duration)
    {
        var report = await ChaosRun.RunAsync(new ChaosPlan(TierKind.Redis, Processes, duration, Seed));
        var verdict = report.Verdict;
        figures.Write("redis.history.stale", verdict.Stale, "reads");
        figures.Write("redis.history.copies", verdict.Copies, "copies");
        figures.Write("redis.history.backwards", verdict.Backwards, "reads");
        figures.Write("redis.history.failed", verdict.Failed, "calls");
        figures.Write("redis.history.reads", verdict.Reads, "reads");
        figures.Write("redis.history.removals", verdict.Removals, "removals");
        figures.Write("redis.history.faults", report.Faults.Values.Sum(), "faults");
        foreach (var example in verdict.Examples) figures.Note(example);
    }
}

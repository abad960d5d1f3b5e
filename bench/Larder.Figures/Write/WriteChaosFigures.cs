using Larder.Chaos.Writing;

namespace Larder.Figures.Write;

/// <summary>What is lost when applications, Redis and the database are killed while they write behind.</summary>
internal static class WriteChaosFigures
{
    private const int Rounds = 100;
    private const int Seed = 1;

    public static async Task MeasureAsync(FigureWriter figures)
    {
        var plan = new WritePlan(Rounds, Seed, AwayFor: TimeSpan.FromSeconds(5)) { Tell = static text => Console.Error.WriteLine(text) };
        var report = await WriteRun.RunAsync(plan);
        foreach (var (name, value) in report.Figures) figures.Write($"write.chaos.{name}", value, "count");
        figures.Note($"Redis with appendonly yes, appendfsync {plan.Fsync}; PostgreSQL; {plan.Faults.Count} kinds of faults in turn, seed {plan.Seed}.");
    }
}

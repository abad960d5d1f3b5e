using Larder.HitRate;
using Larder.HitRate.Models;
using Larder.HitRate.Traces;

namespace Larder.Figures.Engine;

/// <summary>The share of hits on recorded accesses, by the simulator, through the store itself.</summary>
internal static class RatioFigures
{
    private const int Ours = 0, Lru = 1;

    private static readonly string[] Models = [ModelCatalog.Larder, ModelCatalog.Lru];

    public static void Measure(FigureWriter figures, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var files = TraceFile.Find(paths);
        if (files.Count == 0)
        {
            figures.Note("no traces, so no engine.hitratio: name files or folders, as in make figures ONLY=engine TRACES=../traces");
            return;
        }

        var rows = new List<Row>();
        foreach (var trace in files.Select(TraceFile.Read))
            foreach (var capacity in MeasuredCapacities.For(trace))
            {
                cancellationToken.ThrowIfCancellationRequested();
                rows.Add(Replay.Run(trace, capacity, Models));
                figures.Write($"engine.hitratio.{rows[^1].Name}", rows[^1].HitRatios[Ours], "%");
            }

        figures.Write("engine.hitratio.mean", rows.Average(static row => row.HitRatios[Ours]), "%");
        figures.Write("engine.hitratio.worst-vs-lru", rows.Min(static row => row.HitRatios[Ours] - row.HitRatios[Lru]), "points");
    }
}

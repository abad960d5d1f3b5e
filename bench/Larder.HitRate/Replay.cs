using Larder.HitRate.Models;
using Larder.HitRate.Traces;

namespace Larder.HitRate;

/// <summary>Replays traces through models.</summary>
public static class Replay
{
    public static Row Run(Trace trace, int capacity, IReadOnlyList<string> models) =>
        new(trace.Name, capacity, [.. models.Select(model => Run(trace, capacity, model))]);

    private static double Run(Trace trace, int capacity, string name)
    {
        var model = ModelCatalog.Make(name, trace, capacity);
        using var store = model as IDisposable;
        long hits = 0;
        foreach (var key in trace.Keys)
        {
            if (model.Access(key)) hits++;
            if (model.Count > capacity)
                throw new InvalidOperationException($"{name} holds {model.Count} entries on {trace.Name}, above its capacity of {capacity}.");
        }

        return 100.0 * hits / trace.Keys.Length;
    }
}

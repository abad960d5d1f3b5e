using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Figures.Engine;

/// <summary>A thousand callers of one key that is missing, at once.</summary>
internal static class StampedeFigures
{
    private const int Callers = 1_000, Rounds = 7;

    private static readonly TimeSpan LoadTime = TimeSpan.FromMilliseconds(50);

    public static async Task MeasureAsync(FigureWriter figures)
    {
        await using var services = Caches.Make();
        var cache = services.GetRequiredService<ICache>();
        List<double> milliseconds = [], loads = [], failures = [];
        for (var round = -2; round < Rounds; round++)
        {
            var (runs, elapsed) = await RoundAsync(cache, $"slow:{round}", isFailing: false);
            var (failed, _) = await RoundAsync(cache, $"broken:{round}", isFailing: true);
            if (round < 0) continue;
            milliseconds.Add(elapsed.TotalMilliseconds);
            loads.Add(runs);
            failures.Add(failed);
        }

        // The most of any round, since one load too many is one too many; the time is a median.
        figures.Write("engine.stampede.loads", loads.Max(), "loads");
        figures.Write("engine.stampede.ms", Median.Of(milliseconds), "ms");
        figures.Write("engine.stampede.failing.loads", failures.Max(), "loads");
    }

    private static async Task<(int Runs, TimeSpan Elapsed)> RoundAsync(ICache cache, string key, bool isFailing)
    {
        var runs = 0;
        var startedAt = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            try
            {
                await cache.GetOrLoadAsync(key, LoadAsync);
                if (isFailing) throw new InvalidDataException("A failing load gave a value.");
            }
            catch (TimeoutException) when (isFailing)
            {
                // The loader's own failure, which each caller has to get.
            }
        }));
        await Task.WhenAll(callers);
        return (runs, Stopwatch.GetElapsedTime(startedAt));

        async ValueTask<string> LoadAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref runs);
            await Task.Delay(LoadTime, cancellationToken);
            return isFailing ? throw new TimeoutException("The source does not answer.") : "a value";
        }
    }
}

using Larder.Figures.Page;

namespace Larder.Figures.Web;

/// <summary>
/// The time for the data of a page with the cache passed by and with it warm, as the page itself reports it; and with a database that is 5 ms away, which is
/// simulated, also the whole request as a visitor sees it.
/// </summary>
internal static class BeforeAfterFigures
{
    private const int WarmUps = 500, Rounds = 200;

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        foreach (var (suffix, latency) in new[] { ("", "0"), (".far", "5") })
        {
            await using var storefront = await StorefrontProcess.StartAsync(folder.DataDirectory, folder.NewCacheFile(), ["--Storefront:DbLatencyMs", latency], cancellationToken);
            if (latency != "0") figures.Note($"far: the database is {latency} ms away (simulated)");
            foreach (var (name, path, cold) in new[] { ("dashboard", "/dashboard", 10), ("list", "/products?skip=0&limit=100", Rounds) })
            {
                for (var i = 0; i < WarmUps; i++) await Samples.AskAsync(storefront, path, cancellationToken);
                for (var i = 0; i < cold; i++) await Samples.AskAsync(storefront, Bypassed(path), cancellationToken);
                var before = await MeasureAsync(storefront, Bypassed(path), cold, cancellationToken);
                var after = await MeasureAsync(storefront, path, Rounds, cancellationToken);
                figures.Write($"web.{name}{suffix}.before.ms", before.DataMs, "ms");
                figures.Write($"web.{name}{suffix}.after.ms", after.DataMs, "ms");
                figures.Write($"web.{name}{suffix}.faster", 100 * (1 - (after.DataMs / before.DataMs)), "%");
                figures.Write($"web.{name}{suffix}.request.before.ms", before.RequestMs, "ms");
                figures.Write($"web.{name}{suffix}.request.after.ms", after.RequestMs, "ms");
            }
        }
    }

    private static string Bypassed(string path) => path + (path.Contains('?') ? "&" : "?") + "cache=off";

    private static async Task<Sample> MeasureAsync(StorefrontProcess storefront, string path, int rounds, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        for (var i = 0; i < rounds; i++) samples.Add(await Samples.AskAsync(storefront, path, cancellationToken));
        return new(Median.Of(samples.Select(static one => one.DataMs)), Median.Of(samples.Select(static one => one.RequestMs)));
    }
}

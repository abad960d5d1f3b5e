namespace Larder.Figures.Page;

/// <summary>
/// The time for data (cache and database, without rendering, as the page itself reports it) with the cache bypassed, over the same with it warm;
/// and the whole request as the client sees it.
/// </summary>
internal static class SpeedFigures
{
    private const int WarmUps = 6_000;
    private const int Rounds = 1_000;
    private const int Blocks = 5;

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        await using var storefront = await StorefrontProcess.StartAsync(folder.DataDirectory, folder.NewCacheFile(), cancellationToken);
        await MeasureAsync(figures, storefront, "product", "/products/42", cancellationToken);
        await MeasureAsync(figures, storefront, "list", "/products?skip=0&limit=100", cancellationToken);
        await MeasureAsync(figures, storefront, "dashboard", "/dashboard", cancellationToken, uncachedRounds: 25);
    }

    private static async Task MeasureAsync(
        FigureWriter figures, StorefrontProcess storefront, string name, string path, CancellationToken cancellationToken, int uncachedRounds = Rounds)
    {
        var bypassed = path + (path.Contains('?') ? "&" : "?") + "cache=off";
        for (var i = 0; i < WarmUps; i++) await Samples.AskAsync(storefront, path, cancellationToken);
        for (var i = 0; i < Math.Min(WarmUps, uncachedRounds * 2); i++) await Samples.AskAsync(storefront, bypassed, cancellationToken);

        // Blocks of both in turn, so that what else the machine does falls on both; within a block a visitor follows on his like.
        List<Sample> warm = [], cold = [];
        for (var block = 0; block < Blocks; block++)
        {
            for (var i = 0; i < uncachedRounds / Blocks; i++) cold.Add(await Samples.AskAsync(storefront, bypassed, cancellationToken));
            for (var i = 0; i < Rounds / Blocks; i++) warm.Add(await Samples.AskAsync(storefront, path, cancellationToken));
        }

        var (warmData, coldData) = (Median.Of(warm.Select(static one => one.DataMs)), Median.Of(cold.Select(static one => one.DataMs)));
        figures.Write($"page.{name}.speedup", coldData / warmData, "times");
        figures.Write($"page.{name}.data.cached", warmData * 1_000, "us");
        figures.Write($"page.{name}.data.uncached", coldData * 1_000, "us");
        figures.Write($"page.{name}.request.cached", Median.Of(warm.Select(static one => one.RequestMs)) * 1_000, "us");
        figures.Write($"page.{name}.request.uncached", Median.Of(cold.Select(static one => one.RequestMs)) * 1_000, "us");
    }
}

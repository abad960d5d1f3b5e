using Larder.HitRate.Traces;

namespace Larder.Figures.Page;

/// <summary>How many database queries a stream of visitors saves, from a cold cache on: the same stream with the cache bypassed is counted by sampling.</summary>
internal static class QueryFigures
{
    private const int Requests = 50_000;
    private const int Visitors = 16;
    private const int Products = 200;
    private const int Pages = 20;
    private const int PageSize = 100;

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var (with, without) = await CountAsync(folder, cancellationToken);
        figures.Write("page.queries.with", with, "queries");
        figures.Write("page.queries.without", without, "queries");
        figures.Write("page.queries.saved", Saved(with, without), "%");
    }

    /// <summary>How many of a hundred queries the stream saves.</summary>
    public static async Task<double> SavedAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        var (with, without) = await CountAsync(folder, cancellationToken);
        return Saved(with, without);
    }

    private static double Saved(double with, double without) => 100 * (1 - (with / without));

    private static async Task<(double With, double Without)> CountAsync(TemporaryFolder folder, CancellationToken cancellationToken)
    {
        await using var storefront = await StorefrontProcess.StartAsync(folder.DataDirectory, folder.NewCacheFile(), cancellationToken);
        var kinds = Stream();
        var paths = Paths(kinds);
        var without = await WithoutCacheAsync(storefront, kinds, cancellationToken);

        var before = await storefront.QueriesAsync(cancellationToken);
        await Parallel.ForEachAsync(
            paths,
            new ParallelOptions { MaxDegreeOfParallelism = Visitors, CancellationToken = cancellationToken },
            async (path, token) =>
            {
                using var response = await storefront.Client.GetAsync(path, token);
                response.EnsureSuccessStatusCode();
            });
        return (await storefront.QueriesAsync(cancellationToken) - before, without);
    }

    /// <summary>What each kind of page asks of the database when the cache is bypassed, times how often it comes.</summary>
    private static async Task<double> WithoutCacheAsync(StorefrontProcess storefront, Kind[] kinds, CancellationToken cancellationToken)
    {
        var sum = 0.0;
        foreach (var (kind, path) in new[] { (Kind.Product, "/products/1?cache=off"), (Kind.List, "/products?skip=0&limit=100&cache=off"), (Kind.Dashboard, "/dashboard?cache=off") })
        {
            var before = await storefront.QueriesAsync(cancellationToken);
            await storefront.Client.GetStringAsync(path, cancellationToken);
            sum += (await storefront.QueriesAsync(cancellationToken) - before) * (double)kinds.Count(one => one == kind);
        }

        return sum;
    }

    private static Kind[] Stream()
    {
        var random = new Random(1);
        var kinds = new Kind[Requests];
        for (var i = 0; i < kinds.Length; i++)
            kinds[i] = random.Next(10) switch { < 6 => Kind.Product, < 9 => Kind.List, _ => Kind.Dashboard };
        return kinds;
    }

    private static string[] Paths(Kind[] kinds)
    {
        var products = new Zipf(Products, 0.99, new Random(2));
        var pages = new Zipf(Pages, 0.99, new Random(3));
        return Array.ConvertAll(kinds, kind => kind switch
        {
            Kind.Product => $"/products/{1 + products.Next()}",
            Kind.List => $"/products?skip={pages.Next() * PageSize}&limit={PageSize}",
            _ => "/dashboard",
        });
    }

    private enum Kind
    {
        Product,
        List,
        Dashboard,
    }
}

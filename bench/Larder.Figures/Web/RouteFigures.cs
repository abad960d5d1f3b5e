using System.Net.Http.Headers;
using Larder.Figures.Page;

namespace Larder.Figures.Web;

/// <summary>
/// Requests a second of routes that the cache answers, beside a route of the same process that gives the same bytes from a constant: what is left of the
/// difference is the price of the cache and of what is made of its values.
/// </summary>
internal static class RouteFigures
{
    private const string Constant = "/api/constant";
    private const int Rounds = 3;

    private static readonly (string Name, string Path)[] s_routes =
        [("product", "/api/products/42"), ("list", "/api/products?skip=0&limit=100"), ("statistics", "/api/orders/statistics"), ("heavy", "/heavy")];

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        await using var storefront = await StorefrontProcess.StartAsync(
            folder.DataDirectory, folder.NewCacheFile(), ["--Storefront:HeavySeconds", "0.1"], cancellationToken);
        // All routes first: the compiler improves what they share for as long as it runs.
        foreach (var (_, path) in s_routes)
        {
            await CopyAsync(storefront.Client, path, cancellationToken);
            await Wrk.RunAsync(storefront.Address, path, cancellationToken);
            await Wrk.RunAsync(storefront.Address, Constant, cancellationToken);
        }

        foreach (var (name, path) in s_routes)
        {
            await CopyAsync(storefront.Client, path, cancellationToken);
            List<double> rates = [], ratios = [];
            for (var round = 0; round < Rounds; round++)
            {
                var constant = await Wrk.RunAsync(storefront.Address, Constant, cancellationToken);
                var cached = await Wrk.RunAsync(storefront.Address, path, cancellationToken);
                rates.Add(cached);
                ratios.Add(cached / constant);
            }

            figures.Write($"web.{name}.rps", Median.Of(rates), "requests/s");
            figures.Write($"web.{name}.vs-constant", Median.Of(ratios), "times");
        }
    }

    // The constant is what the route says once it is warm.
    private static async Task CopyAsync(HttpClient client, string path, CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
        {
            using var answer = await client.GetAsync(path, cancellationToken);
            answer.EnsureSuccessStatusCode();
            using var copy = new ByteArrayContent(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            copy.Headers.ContentType = MediaTypeHeaderValue.Parse(answer.Content.Headers.ContentType!.ToString());
            using var put = await client.PutAsync(Constant, copy, cancellationToken);
            put.EnsureSuccessStatusCode();
        }
    }
}

using Larder.Figures.Page;
using Larder.Figures.Resp;

namespace Larder.Figures.Web;

/// <summary>Visits a second that are counted in Redis, each before its answer.</summary>
internal static class CounterFigures
{
    private const int Rounds = 3;

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        await using var redis = await RedisProcess.StartAsync(cancellationToken);
        await using var storefront = await StorefrontProcess.StartAsync(
            folder.DataDirectory, folder.NewCacheFile(), ["--redis", $"127.0.0.1:{redis.Port}"], cancellationToken);
        await Wrk.RunAsync(storefront.Address, "/", cancellationToken);
        List<double> rates = [];
        for (var round = 0; round < Rounds; round++) rates.Add(await Wrk.RunAsync(storefront.Address, "/", cancellationToken));
        figures.Write("web.counter.rps", Median.Of(rates), "requests/s");
    }
}

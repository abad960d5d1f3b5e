using System.Diagnostics;
using System.Globalization;
using Larder.Figures.Page;
using Larder.Support;

namespace Larder.Figures.Web;

/// <summary>What visitors see, and which counts are lost, when the primary is stopped in good order under 200 requests a second.</summary>
internal static class FailoverFigures
{
    private const int PerSecond = 200;
    private const string Counter = "hits";
    private static readonly string[] s_pages = ["/", "/api/products/42", "/", "/api/products?skip=0&limit=100", "/", "/dashboard"];
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2), After = TimeSpan.FromSeconds(6), Beat = TimeSpan.FromMilliseconds(5);

    public static async Task MeasureAsync(FigureWriter figures, TemporaryFolder folder, CancellationToken cancellationToken)
    {
        await using var group = await SentinelGroup.StartAsync();
        await using var storefront = await StorefrontProcess.StartAsync(
            folder.DataDirectory, folder.NewCacheFile(), ["--redis", group.Url, "--Larder:KeyPrefix", ""], cancellationToken);
        foreach (var page in s_pages) await storefront.Client.GetStringAsync(page, cancellationToken);
        var old = await group.PrimaryAsync();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = LoadAsync(storefront.Client, over.Token);
        await Task.Delay(Before, cancellationToken);
        await old.StopAsync();
        await Eventually.HoldsAsync(async () => await group.PrimaryAsync() != old);
        await Task.Delay(After, cancellationToken);
        await over.CancelAsync();
        var (counted, failed, requests) = await running;

        await old.StartAgainAsync();
        var primary = await group.PrimaryAsync();
        await Eventually.HoldsAsync(async () => await ValueAsync(old) == await ValueAsync(primary) && await ValueAsync(primary) >= counted);
        figures.Write("web.failover.requests", requests, "requests");
        figures.Write("web.failover.failed", failed, "requests");
        figures.Write("web.failover.lost", Math.Max(0, counted - await ValueAsync(primary)), "counts");
        figures.Write("web.failover.difference", await ValueAsync(primary) - await ValueAsync(old), "counts");
    }

    private static async Task<(long Counted, int Failed, int Requests)> LoadAsync(HttpClient client, CancellationToken until)
    {
        List<Task<bool>> asked = [];
        var (started, counted) = (Stopwatch.GetTimestamp(), 1L);
        while (!until.IsCancellationRequested)
        {
            var due = (int)(Stopwatch.GetElapsedTime(started).TotalSeconds * PerSecond);
            while (asked.Count < due) asked.Add(AskAsync(client, s_pages[asked.Count % s_pages.Length]));
            await Task.Delay(Beat, CancellationToken.None);
        }

        var answers = await Task.WhenAll(asked);
        for (var i = 0; i < answers.Length; i++)
            if (answers[i] && s_pages[i % s_pages.Length] == "/") counted++;
        return (counted + s_pages.Count(static page => page == "/") - 1, answers.Count(static isGood => !isGood), answers.Length);
    }

    private static async Task<bool> AskAsync(HttpClient client, string page)
    {
        try
        {
            using var answer = await client.GetAsync(page);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<long> ValueAsync(RedisServer server) =>
        long.TryParse(await server.TextAsync("GET", Counter), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : 0;
}

using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Larder.Figures.Page;

namespace Larder.Figures.Write;

/// <summary>
/// The documents' benchmark: a hundred users, random valid ids, read from the database and then through the cache. The detail query alone, as the process
/// itself times it; and the whole request with a network between shop and database. From an empty cache a hundred of the reads are loads, each a lease and a
/// record in a file for a query of some 30 microseconds: that is told apart.
/// </summary>
internal static partial class UserFigures
{
    private const int Users = 100;
    private const int WarmUps = 12_000;
    private const string LatencyMs = "5";

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        foreach (var reads in new[] { 5_000, 50_000 })
        {
            await using var near = await StorefrontProcess.StartAsync(folder.DataDirectory, folder.NewCacheFile(), cancellationToken);
            await WarmUpAsync(near, cancellationToken);
            var without = await ReadAsync(near, reads, "?cache=off", cancellationToken);
            var fromEmpty = await ReadAsync(near, reads, "", cancellationToken);
            var with = await ReadAsync(near, reads, "", cancellationToken);
            figures.Write($"write.users.{reads}.inprocess.without", without.DataMs, "ms");
            figures.Write($"write.users.{reads}.inprocess.with", with.DataMs, "ms");
            figures.Write($"write.users.{reads}.inprocess.speedup", without.DataMs / with.DataMs, "x");
            figures.Write($"write.users.{reads}.inprocess.empty.with", fromEmpty.DataMs, "ms");
            figures.Write($"write.users.{reads}.inprocess.empty.speedup", without.DataMs / fromEmpty.DataMs, "x");
        }

        await using var far = await StorefrontProcess.StartAsync(
            folder.DataDirectory, folder.NewCacheFile(), ["--Storefront:DbLatencyMs", LatencyMs], cancellationToken);
        await WarmUpAsync(far, cancellationToken);
        var list = Stopwatch.GetTimestamp();
        await far.Client.GetStringAsync("/api/users?limit=100&cache=off", cancellationToken);
        figures.Write("write.users.list.http.without", Stopwatch.GetElapsedTime(list).TotalMilliseconds, "ms");
        var (slow, fast) = (await ReadAsync(far, 5_000, "?cache=off", cancellationToken), await ReadAsync(far, 5_000, "", cancellationToken));
        figures.Write("write.users.5000.http.without", slow.HttpMs / 1_000, "s");
        figures.Write("write.users.5000.http.with", fast.HttpMs / 1_000, "s");
        figures.Write("write.users.5000.http.speedup", slow.HttpMs / fast.HttpMs, "x");
    }

    /// <summary>
    /// Code is compiled while it runs first, which is not what is asked about. Loads are those of ids that do not exist, so that one user alone is in
    /// the cache then.
    /// </summary>
    private static async Task WarmUpAsync(StorefrontProcess storefront, CancellationToken cancellationToken)
    {
        for (var i = 0; i < WarmUps; i++)
        {
            using var cached = await storefront.Client.GetAsync("/api/users/1", cancellationToken);
            if (i % 3 != 0) continue;
            using var absent = await storefront.Client.GetAsync($"/api/users/{1_000 + i}", cancellationToken);
            using var past = await storefront.Client.GetAsync("/api/users/1?cache=off", cancellationToken);
        }
    }

    private static async Task<(double DataMs, double HttpMs)> ReadAsync(StorefrontProcess storefront, int reads, string past, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var data = 0.0;
        var startedAt = Stopwatch.GetTimestamp();
        for (var read = 0; read < reads; read++)
        {
            using var answer = await storefront.Client.GetAsync($"/api/users/{1 + random.Next(Users)}{past}", cancellationToken);
            answer.EnsureSuccessStatusCode();
            data += double.Parse(DataTime().Match(answer.Headers.GetValues("Server-Timing").Single()).Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return (data, Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);
    }

    [GeneratedRegex(@"data;dur=(\d+\.\d+)")]
    private static partial Regex DataTime();
}

using System.Globalization;
using Larder.Backing;
using Larder.Support;

namespace Larder.Figures.Write;

/// <summary>
/// What write-behind gains: acknowledged writes a second beside write-through into the same database, rows in a batch, writes in a row. Rounds of both in
/// turn, and the median of the ratios of neighbours.
/// </summary>
internal static class WriteBehindFigures
{
    private const int Keys = 20_000;
    private const int Rounds = 3;
    private const int WarmupRounds = 1;
    private static readonly TimeSpan ThroughFor = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan BehindFor = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync everysec");
        await using var through = await OpenStore.StartAsync(server.Url, WriteStrategy.Through);
        await using var behind = await OpenStore.StartAsync(server.Url, WriteStrategy.Behind);
        await ContestAsync(figures, through, behind, cancellationToken);
        await HotKeyAsync(figures, behind, cancellationToken);
    }

    private static async Task ContestAsync(FigureWriter figures, OpenStore through, OpenStore behind, CancellationToken cancellationToken)
    {
        List<double> ratios = [], behinds = [], throughs = [], batches = [];
        var (slow, fast) = (new WriteCallers(through, Keys), new WriteCallers(behind, Keys));
        for (var round = 0; round < WarmupRounds + Rounds; round++)
        {
            var baseline = await slow.PerSecondAsync(ThroughFor, cancellationToken);
            var before = behind.Counts;
            var acknowledged = await fast.PerSecondAsync(BehindFor, cancellationToken);
            var after = behind.Counts;
            await EndAsync(behind, fast);
            if (round < WarmupRounds) continue;
            ratios.Add(acknowledged / baseline);
            (behinds, throughs) = ([.. behinds, acknowledged], [.. throughs, baseline]);
            batches.Add((double)(after.Rows - before.Rows) / Math.Max(1, after.Batches - before.Batches));
        }

        figures.Write("write.behind.vs-through", Median.Of(ratios), "times");
        figures.Write("write.behind.ops", Median.Of(behinds), "per-second");
        figures.Write("write.through.ops", Median.Of(throughs), "per-second");
        figures.Write("write.behind.batch", Median.Of(batches), "rows");
    }

    private static async Task HotKeyAsync(FigureWriter figures, OpenStore behind, CancellationToken cancellationToken)
    {
        var callers = new WriteCallers(behind, keys: 1);
        var before = behind.Counts;
        var acknowledged = await callers.PerSecondAsync(BehindFor, cancellationToken);
        await EndAsync(behind, callers);
        var after = behind.Counts;
        figures.Write("write.behind.coalesced", (double)(after.Records - before.Records) / Math.Max(1, after.Rows - before.Rows), "writes-per-row");
        figures.Write("write.behind.coalesced.ops", acknowledged, "per-second");
    }

    private static async Task EndAsync(OpenStore behind, WriteCallers callers)
    {
        await behind.EmptyAsync();
        if (callers.Missing() is > 0 and var missing)
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{missing} rows are not in the table as they were acknowledged."));
    }
}

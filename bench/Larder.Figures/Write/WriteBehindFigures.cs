using Larder.Backing;
using Larder.Chaos.Writing;
using Larder.Journal;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Figures.Write;

/// <summary>
/// What write-behind gains over write-through where the database is the bottleneck, and what it loses under faults: nothing. 64 callers, Redis with its file
/// on loopback, a database of 8 connections that takes 5 ms for a statement.
/// </summary>
internal static class WriteBehindFigures
{
    private const int Callers = 64;
    private const int Keys = 100_000;
    private const int Rounds = 100;
    private static readonly TimeSpan Warming = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Measuring = TimeSpan.FromSeconds(5);

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        figures.Write("write.database.rate", await BareAsync(cancellationToken), "1/s");
        var through = (await RunAsync(WriteStrategy.Through, Keys, cancellationToken)).PerSecond;
        var behind = await RunAsync(WriteStrategy.Behind, Keys, cancellationToken);
        figures.Write("write.through.rate", through, "1/s");
        figures.Write("write.behind.rate", behind.PerSecond, "1/s");
        figures.Write("write.behind.vs-through", behind.PerSecond / through, "ratio");
        figures.Write("write.behind.batch", behind.RowsPerBatch, "rows");
        var hot = await RunAsync(WriteStrategy.Behind, keys: 1, cancellationToken);
        figures.Write("write.behind.coalesced", hot.WritesPerRow, "ratio");

        var report = await WriteRun.RunAsync(new WritePlan(Rounds, Seed: 1, AwayFor: TimeSpan.FromSeconds(2)) { Tell = figures.Note });
        figures.Write("write.chaos.rounds", report.Rounds, "rounds");
        figures.Write("write.chaos.acknowledged", report.Acknowledged, "writes");
        figures.Write("write.chaos.lost", report.Lost, "writes");
        figures.Write("write.chaos.misordered", report.Misordered, "rows");
        figures.Write("write.chaos.resurrected", report.Resurrected, "rows");
        figures.Write("write.chaos.backwards", report.Backwards, "changes");
        figures.Write("write.chaos.misread", report.Misread, "reads");
    }

    private static async Task<WriteRates> RunAsync(WriteStrategy strategy, int keys, CancellationToken cancellationToken)
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync everysec");
        var services = new ServiceCollection();
        services.AddSingleton<SlowTable>();
        services.AddLarder().UseRedis(server.Url).Configure(static options =>
            {
                options.Name = "figures";
                options.CommandTimeout = TimeSpan.FromSeconds(5);
            })
            .AddStore<int, Row, SlowTable>("row", options => options.Strategy = strategy);
        await using var provider = services.BuildServiceProvider();
        foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(cancellationToken);
        var (rows, pending) = (provider.GetRequiredService<ICachedStore<int, Row>>(), provider.GetService<PendingWrites>());
        await LoadAsync(rows, keys, Warming, cancellationToken);
        var before = pending?.Counts ?? default;
        var written = await LoadAsync(rows, keys, Measuring, cancellationToken);
        var after = pending?.Counts ?? default;
        foreach (var service in provider.GetServices<IHostedService>()) await service.StopAsync(cancellationToken);
        return new WriteRates(
            written / Measuring.TotalSeconds,
            (after.Rows - before.Rows) / (double)Math.Max(1, after.Batches - before.Batches),
            (after.Records - before.Records) / (double)Math.Max(1, after.Rows - before.Rows));
    }

    /// <summary>What the database does for the same callers without a cache: no write-through can do more.</summary>
    private static async Task<double> BareAsync(CancellationToken cancellationToken)
    {
        var table = new SlowTable();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(Measuring);
        var written = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var count = 0L;
            for (; !over.IsCancellationRequested; count++) await table.WriteAsync([new StoreWrite<int, Row>(caller, null, 0)], cancellationToken);
            return count;
        }, cancellationToken)));
        return written.Sum() / Measuring.TotalSeconds;
    }

    private static async Task<long> LoadAsync(ICachedStore<int, Row> rows, int keys, TimeSpan time, CancellationToken cancellationToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        over.CancelAfter(time);
        var written = await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            var count = 0L;
            for (; !over.IsCancellationRequested; count++)
            {
                var key = random.Next(keys);
                await rows.SaveAsync(key, new Row(key, $"text of row {key}", count), cancellationToken);
            }

            return count;
        }, cancellationToken)));
        return written.Sum();
    }
}

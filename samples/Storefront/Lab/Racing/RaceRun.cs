using Storefront.Store;

namespace Storefront.Lab.Racing;

/// <summary>
/// Asks the same questions twice, eight at a time: of the database, and through the cache, which is emptied of the answers first. The statements are counted
/// by the database's connections for the whole process, so other visitors meanwhile would be in the figures of both sides.
/// </summary>
internal sealed class RaceRun(RaceBoard board, RaceSources sources, QueryTotals totals, TimeProvider clock)
{
    private const int Seed = 20_250_625;
    private const int Together = 8;
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(20);

    public async Task<RaceResult> RunAsync(RaceOrder order, CancellationToken cancellationToken)
    {
        await board.Track.WaitAsync(cancellationToken);
        try
        {
            // Warm on both sides alike: the first statement of a connection is prepared, the first call compiled.
            await sources.AskAsync(order, 1, cancellationToken);
            await sources.ReadAsync(order, 1, cancellationToken);
            var without = await RunSideAsync(order, sources.AskAsync, cancellationToken);
            await sources.EmptyAsync(order, cancellationToken);
            var with = await RunSideAsync(order, sources.ReadAsync, cancellationToken);
            return board.Last = new RaceResult(order, without, with);
        }
        finally
        {
            board.Track.Release();
        }
    }

    private async Task<RaceSide> RunSideAsync(RaceOrder order, Func<RaceOrder, int, CancellationToken, Task> ask, CancellationToken cancellationToken)
    {
        var chance = new Random(Seed);
        var ids = Enumerable.Range(0, order.Queries).Select(_ => 1 + chance.Next(order.Users)).ToArray();
        var took = new double[order.Queries];
        var (next, queries, started) = (-1, totals.Count, clock.GetTimestamp());
        await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => Task.Run(RaceAsync, cancellationToken)));

        var times = took.Where(static time => time > 0).ToArray();
        var side = new RaceSide(times.Length, clock.GetElapsedTime(started).TotalSeconds, totals.Count - queries);
        Array.Sort(times);
        return times.Length == 0 ? side : side with { P50 = times[times.Length / 2], P99 = times[times.Length * 99 / 100], Steps = LatencyScale.Count(times) };

        async Task RaceAsync()
        {
            int mine;
            while ((mine = Interlocked.Increment(ref next)) < ids.Length && clock.GetElapsedTime(started) < AtMost)
            {
                var begun = clock.GetTimestamp();
                await ask(order, ids[mine], cancellationToken);
                took[mine] = Math.Max(clock.GetElapsedTime(begun).TotalMilliseconds, double.Epsilon);
            }
        }
    }
}

using Larder;
using Larder.Diagnostics;
using Storefront.Gates;
using Storefront.Products;
using Storefront.Store;

namespace Storefront.Lab.Outages;

/// <summary>
/// Eight visitors look at fifty products for some seconds. What they read is fresh for half a second only, so that the shared tier and the database are
/// asked all the time, and may be served stale for an hour.
/// </summary>
internal sealed class OutageRun(ICache cache, StoreDb db, ShopGates gates, OutageBoard board, TimeProvider clock)
{
    private const int Visitors = 8;
    private const int Products = 50;
    private const int Seed = 7;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    private static readonly CacheEntryOptions Options = new()
    {
        Expiration = TimeSpan.FromSeconds(0.5),
        StaleFor = TimeSpan.FromHours(1),
        LoadTimeout = TimeSpan.FromSeconds(1),
    };

    public async Task<OutageResult> RunAsync(int seconds, CancellationToken cancellationToken)
    {
        var end = clock.GetTimestamp() + (long)seconds * clock.TimestampFrequency;
        var (tier, database, delay) = (gates.SharedTier.State, gates.Database.State, gates.DatabaseDelay.Milliseconds);
        var tallies = await Task.WhenAll(Enumerable.Range(0, Visitors).Select(visitor => Task.Run(() => VisitAsync(new Random(Seed + visitor), end, cancellationToken), cancellationToken)));

        double[] times = [.. tallies.SelectMany(static tally => tally.Times).Order()];
        var result = new OutageResult(tier.ToString(), delay > 0 ? FormattableString.Invariant($"{database}, +{delay} ms") : database.ToString(), times.Length, tallies.Sum(static tally => tally.Errors))
        {
            Memory = tallies.Sum(static tally => tally.Of(ReadSource.Memory)),
            Shared = tallies.Sum(static tally => tally.Of(ReadSource.Shared)),
            Loaded = tallies.Sum(static tally => tally.Of(ReadSource.Loader)),
            Stale = tallies.Sum(static tally => tally.Of(ReadSource.Stale)),
            P99 = times.Length > 0 ? times[times.Length * 99 / 100] : 0,
            Slowest = times.Length > 0 ? times[^1] : 0,
        };
        board.Add(result);
        return result;
    }

    private async Task<OutageTally> VisitAsync(Random chance, long end, CancellationToken cancellationToken)
    {
        var tally = new OutageTally();
        while (clock.GetTimestamp() < end)
        {
            var started = clock.GetTimestamp();
            using var recorder = ReadRecorder.Start();
            var hasFailed = !await ReadAsync(1 + chance.Next(Products), cancellationToken);
            tally.Add(clock.GetElapsedTime(started).TotalMilliseconds, recorder.Reads, hasFailed);
            await Task.Delay(Pause, clock, cancellationToken);
        }

        return tally;
    }

    private async Task<bool> ReadAsync(int id, CancellationToken cancellationToken)
    {
        try
        {
            await cache.GetOrLoadAsync<(StoreDb Db, int Id), Product?>(
                $"lab:outage:{id}", (db, id), static (from, _, token) => ProductQueries.FindAsync(from.Db, from.Id, token), Options, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is GateClosedException or CacheLoadTimeoutException)
        {
            return false;
        }
    }
}

using Dapper;
using Larder.Backing;
using Storefront.Store;

namespace Storefront.Lab;

internal sealed class LabRun<TWay>(ICachedStore<int, LabRow<TWay>> rows, LabTally<TWay> tally, Database database, TimeProvider clock) : ILabRun
    where TWay : ILabWay
{
    private const int Id = 1;

    private readonly SemaphoreSlim _oneAtATime = new(1);
    private volatile LabResult? _last;

    public WriteStrategy Strategy => TWay.Strategy;

    public async Task RunAsync(int writes, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var value = (await rows.GetAsync(Id, cancellationToken))?.Value ?? 0;
            var (writing, reading) = (TimeSpan.Zero, TimeSpan.Zero);
            for (var done = 0; done < writes; done++)
            {
                var begun = clock.GetTimestamp();
                await rows.SaveAsync(Id, new LabRow<TWay>(Id, ++value), cancellationToken);
                var saved = clock.GetTimestamp();
                var seen = (await rows.GetAsync(Id, cancellationToken))?.Value;
                if (seen != value) throw new InvalidOperationException($"{value} was written by {Strategy}, and {seen} was read.");
                writing += clock.GetElapsedTime(begun, saved);
                reading += clock.GetElapsedTime(saved);
            }

            _last = new LabResult(writes, writing, reading);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task<LabView> LookAsync(CancellationToken cancellationToken)
    {
        var row = await rows.GetAsync(Id, cancellationToken);
        await using var connection = await database.OpenUncountedAsync(cancellationToken);
        var stored = await connection.QuerySingleOrDefaultAsync<long?>(
            "SELECT value FROM lab_rows WHERE way = @Way AND id = @Id", new { Way = Strategy.ToString(), Id });
        return new LabView(Strategy, row?.Value ?? 0, stored, tally.Writes, tally.Reads, _last);
    }
}

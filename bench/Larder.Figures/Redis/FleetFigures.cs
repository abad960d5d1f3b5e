using Larder.Chaos;
using Larder.Chaos.Fleet;
using Larder.Chaos.Protocol;
using Larder.Chaos.Source;

namespace Larder.Figures.Redis;

/// <summary>How often a key that is nowhere is loaded when a thousand callers in four processes ask at once.</summary>
internal static class FleetFigures
{
    private const int Processes = 4;
    private const int Callers = 250;
    private const int Rounds = 10;

    // Until every process has a connection.
    private const int WarmupRounds = 3;

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var place = await SharedPlace.OpenVolatileServerAsync();
        await using var source = SourceServer.Open(new CommitLog(), new HistoryLog());
        await using var fleet = await WorkerFleet.StartAsync(source, place, new FleetSettings(TierKind.Redis, Processes));
        List<double> loads = [];
        for (var round = 0; round < WarmupRounds + Rounds; round++)
        {
            var before = source.Commits.Reads;
            await fleet.OrderAllAsync(OrderKind.Storm, Callers, cancellationToken);
            if (round >= WarmupRounds) loads.Add(source.Commits.Reads - before);
            await fleet.Worker(0).OrderAsync(OrderKind.Remove, 0, cancellationToken);
        }
        figures.Write("redis.fleet.loads", Median.Of(loads), "loads");
        figures.Write("redis.fleet.loads.most", loads.Max(), "loads");
    }
}

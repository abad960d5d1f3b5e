using System.Globalization;
using Larder.Chaos;
using Larder.Chaos.Fleet;
using Larder.Chaos.Protocol;
using Larder.Chaos.Source;
using Larder.Support;

namespace Larder.Figures.Redis;

/// <summary>
/// How long after a foreign program began to write every process answers with the right value; each asks five times a millisecond and the next
/// write waits for all. What it wrote is the right value itself; or, in the second contest, only the source has it, and one of the processes loads it.
/// </summary>
internal static class FollowFigures
{
    private const int Processes = 3;
    private const int Rounds = 2_000;
    // So many until the compiler of three fresh processes has finished with what they do.
    private const int WarmupRounds = 3_000;
    private const int Key = 0;
    private static readonly TimeSpan RoundTakesAtMost = TimeSpan.FromSeconds(30);

    public static async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await MeasureAsync(figures, "redis.follow", ForeignValues.Read, cancellationToken);
        await MeasureAsync(figures, "redis.follow.load", ForeignValues.Ignore, cancellationToken);
    }

    private static async Task MeasureAsync(FigureWriter figures, string name, ForeignValues foreign, CancellationToken cancellationToken)
    {
        await using var place = await SharedPlace.OpenVolatileServerAsync();
        await using var source = SourceServer.Open(new CommitLog(), new HistoryLog());
        await using var fleet = await WorkerFleet.StartAsync(source, place, new FleetSettings(TierKind.Redis, Processes) { ForeignValues = foreign });
        await using var writer = await RawClient.ConnectAsync(place.Server!.Host, place.Server.Port);
        var arrivals = new Arrivals(Processes);
        for (var seat = 0; seat < Processes; seat++) fleet.Worker(seat).Link.Reported += arrivals.Take;
        await fleet.OrderAllAsync(OrderKind.Follow, cancellationToken: cancellationToken);
        List<double> all = [];
        for (var round = 0; round < WarmupRounds + Rounds; round++)
        {
            var version = source.Commits.Commit(Key);
            var there = arrivals.Await(version);
            var start = Clock.Now;
            arrivals.Began(start);
            await writer.CallAsync(["SET", Name, version.ToString(CultureInfo.InvariantCulture)]);
            var last = await there.WaitAsync(RoundTakesAtMost, cancellationToken);
            if (round >= WarmupRounds) all.Add(Clock.Milliseconds(last - start));
        }
        figures.Write($"{name}.p50", Percentile.Of(all, 0.5), "ms");
        figures.Write($"{name}.p99", Percentile.Of(all, 0.99), "ms");
        figures.Write($"{name}.max", all.Max(), "ms");
        if (arrivals.PushMilliseconds(WarmupRounds) is { Count: > 0 } pushes) figures.Write($"{name}.push.p50", Percentile.Of(pushes, 0.5), "ms");
    }

    private static string Name => KeySet.TierPrefix + KeySet.NameOf(Key);
}

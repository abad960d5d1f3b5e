using System.Net;
using Larder.Resp;
using Larder.Resp.Client;

namespace Larder.Figures.Resp;

/// <summary>
/// The client against a server of its own beside it. The baseline, redis-benchmark with one connection and the same number in flight, alternates
/// with ours, as it moves by two with the machine's load: the ratio of neighbours is the figure, its median over the rounds the one shown.
/// </summary>
internal sealed class RespFigures : IFigureArea
{
    private const int Rounds = 5;
    private const int WarmupRounds = 2;
    private static readonly (int InFlight, int Operations)[] Loads = [(1, 30_000), (16, 300_000), (64, 1_000_000), (256, 1_500_000), (1024, 2_000_000)];

    public string Name => "resp";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await using var server = await RedisProcess.StartAsync(cancellationToken);
        await using var client = await RespClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, server.Port), cancellationToken);
        await client.ExecuteAsync(new Command("SET").Key(GetLoad.Key).Arg(new byte[GetLoad.ValueBytes]), Larder.Resp.Commands.Replies.IsOk, cancellationToken);
        foreach (var (inFlight, operations) in Loads) await MeasureAsync(figures, (client, server), inFlight, operations);
        figures.Write("resp.bulk1mb.bytes", await BulkFigure.BytesAsync(client, cancellationToken), "bytes");
        figures.Write("resp.push.ns", PushFigure.NanosecondsPerKey(), "nanoseconds-per-key");
        figures.Write("resp.parse.gbs", ParseFigure.GigabytesPerSecond(), "gigabytes-per-second");
    }

    private static async Task MeasureAsync(FigureWriter figures, (RespClient Client, RedisProcess Server) pair, int inFlight, int operations)
    {
        var load = new GetLoad(pair.Client, inFlight);
        for (var round = 0; round < WarmupRounds; round++) await load.RunAsync(operations);
        List<double> ratios = [], ours = [], theirs = [], bytes = [];
        for (var round = 0; round < Rounds; round++)
        {
            theirs.Add(await RedisBenchmark.GetsPerSecondAsync(pair.Server.Port, GetLoad.Key, inFlight, operations));
            var run = await load.RunAsync(operations);
            ours.Add(run.PerSecond);
            bytes.Add(run.BytesPerOperation);
            ratios.Add(run.PerSecond / theirs[^1]);
        }
        var name = $"resp.get.c{inFlight}";
        figures.Write(name, Median.Of(ratios), "of-baseline");
        figures.Write($"{name}.ops", Median.Of(ours), "per-second");
        figures.Write($"{name}.baseline", Median.Of(theirs), "per-second");
        if (inFlight >= 64) figures.Write($"{name}.bytes", Median.Of(bytes), "bytes-per-operation");
    }
}

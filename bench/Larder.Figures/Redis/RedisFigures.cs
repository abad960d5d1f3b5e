namespace Larder.Figures.Redis;

/// <summary>The Redis tier against real servers on loopback: how soon memories follow, what they read under faults, what a read costs.</summary>
internal sealed class RedisFigures(TimeSpan history) : IFigureArea
{
    public string Name => "redis";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await RoundTripFigures.MeasureAsync(figures, cancellationToken);
        await ReadFigures.MeasureAsync(figures, cancellationToken);
        await FleetFigures.MeasureAsync(figures, cancellationToken);
        await FollowFigures.MeasureAsync(figures, cancellationToken);
        await StopFigures.MeasureAsync(figures, cancellationToken);
        await FailoverFigures.MeasureAsync(figures, cancellationToken);
        await HistoryFigures.MeasureAsync(figures, history);
    }
}

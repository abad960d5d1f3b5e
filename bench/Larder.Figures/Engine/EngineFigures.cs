namespace Larder.Figures.Engine;

/// <summary>What the cache costs and keeps without any shared tier.</summary>
/// <param name="traces">Files and folders of recorded accesses for the hit ratios; may be none.</param>
internal sealed class EngineFigures(IReadOnlyList<string> traces) : IFigureArea
{
    public string Name => "engine";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await HitFigures.MeasureAsync(figures, cancellationToken);
        await ChurnFigures.MeasureAsync(figures, cancellationToken);
        await StampedeFigures.MeasureAsync(figures);
        await MemoryFigures.MeasureAsync(figures);
        RatioFigures.Measure(figures, traces, cancellationToken);
    }
}

namespace Larder.Figures.Page;

/// <summary>What the storefront's pages gain: measured over HTTP, on the full database, against the same page with <c>?cache=off</c>.</summary>
internal sealed class PageFigures : IFigureArea
{
    public string Name => "page";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await HeavyFigures.MeasureAsync(figures, folder, cancellationToken);
        await SpeedFigures.MeasureAsync(figures, folder, cancellationToken);
        await QueryFigures.MeasureAsync(figures, folder, cancellationToken);
        await HitFigures.MeasureAsync(figures);
    }
}

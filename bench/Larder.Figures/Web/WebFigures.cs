using Larder.Figures.Page;

namespace Larder.Figures.Web;

/// <summary>What the storefront does for its visitors: before and after, requests a second of its routes beside a constant one, and a failover under load.</summary>
internal sealed class WebFigures : IFigureArea
{
    public string Name => "web";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        await BeforeAfterFigures.MeasureAsync(figures, folder, cancellationToken);
        figures.Write("web.db-load.reduction", await QueryFigures.SavedAsync(folder, cancellationToken), "%");
        await RouteFigures.MeasureAsync(figures, folder, cancellationToken);
        await CounterFigures.MeasureAsync(figures, folder, cancellationToken);
        await FailoverFigures.MeasureAsync(figures, folder, cancellationToken);
    }
}

namespace Larder.Figures.Declare;

/// <summary>What attributes cost: at a hit, and when a project is built.</summary>
internal sealed class DeclareFigures : IFigureArea
{
    public string Name => "declare";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await DeclaredHitFigures.MeasureAsync(figures, cancellationToken);
        await BuildFigures.MeasureAsync(figures, cancellationToken);
    }
}

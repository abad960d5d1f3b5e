namespace Larder.Figures.Write;

/// <summary>What the strategies of writing cost and keep; records.</summary>
internal sealed class WriteFigures : IFigureArea
{
    public string Name => "write";

    public async Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken)
    {
        await WriteBehindFigures.MeasureAsync(figures, cancellationToken);
        await RecordFigures.MeasureAsync(figures);
        await UserFigures.MeasureAsync(figures, cancellationToken);
        await WriteChaosFigures.MeasureAsync(figures);
    }
}

namespace Larder.Figures;

/// <summary>The figures of one part of the product.</summary>
internal interface IFigureArea
{
    /// <summary>What <c>make figures ONLY=…</c> calls it.</summary>
    string Name { get; }

    Task MeasureAsync(FigureWriter figures, CancellationToken cancellationToken);
}

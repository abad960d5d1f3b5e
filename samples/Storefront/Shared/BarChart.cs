using System.Globalization;

namespace Storefront.Shared;

/// <summary>Bars of a chart in the units of its drawing; drawn on the server, so that the page needs neither script nor inline style.</summary>
internal sealed class BarChart(IReadOnlyList<(double Value, string Title)> values)
{
    public const int Width = 900;
    public const int Height = 160;
    private readonly double _top = values.Count == 0 ? 1 : Math.Max(1, values.Max(static value => value.Value));

    public IEnumerable<Bar> Bars => values.Select((value, i) =>
    {
        var step = (double)Width / values.Count;
        var height = value.Value / _top * Height;
        return new Bar(Number(i * step + step * 0.1), Number(Height - height), Number(step * 0.8), Number(height), value.Title);
    });

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace Storefront.Orders;

/// <summary>Bars of a chart in the units of its drawing; drawn on the server, so that the page needs neither script nor inline style.</summary>
internal sealed class BarChart(IReadOnlyList<PeriodRevenue> periods)
{
    public const int Width = 900;
    public const int Height = 160;
    private readonly decimal _top = periods.Count == 0 ? 1 : Math.Max(1, periods.Max(period => period.Revenue));

    public IEnumerable<Bar> Bars => periods.Select((period, i) =>
    {
        var step = (double)Width / periods.Count;
        var height = (double)(period.Revenue / _top) * Height;
        return new Bar(period, Number(i * step + step * 0.1), Number(Height - height), Number(step * 0.8), Number(height));
    });

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}

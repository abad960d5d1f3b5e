using System.Globalization;
using Larder.HitRate.Models;

namespace Larder.HitRate;

/// <summary>Writes the table while it grows, and the figures at the end.</summary>
internal sealed class Report(IReadOnlyList<string> models, TextWriter to)
{
    private readonly List<Row> _rows = [];

    public void Head() => to.WriteLine($"{"trace@capacity",-18}{string.Concat(models.Select(static model => model.PadLeft(WidthOf(model))))}");

    public void Add(Row row)
    {
        _rows.Add(row);
        Line(row.Name, model => row.HitRatios[model]);
    }

    public void Finish()
    {
        Line("mean", model => _rows.Average(row => row.HitRatios[model]));
        if (At(ModelCatalog.Lru) is { } lru) Line("worst against lru", model => Worst(model, lru));
        Figures();
    }

    private void Figures()
    {
        if (At(ModelCatalog.Larder) is not { } ours) return;
        foreach (var row in _rows) Figure($"engine.hitratio.{row.Name}", row.HitRatios[ours]);
        Figure("engine.hitratio.mean", _rows.Average(row => row.HitRatios[ours]));
        if (At(ModelCatalog.Lru) is { } lru) Figure("engine.hitratio.worst-vs-lru", Worst(ours, lru));
    }

    private double Worst(int model, int lru) => _rows.Min(row => row.HitRatios[model] - row.HitRatios[lru]);

    private static int WidthOf(string model) => Math.Max(12, model.Length + 2);

    private int? At(string model) => models.Index().Where(each => each.Item == model).Select(each => (int?)each.Index).FirstOrDefault();

    private void Line(string name, Func<int, double> value) =>
        to.WriteLine($"{name,-18}{string.Concat(models.Index().Select(each => value(each.Index).ToString("0.00", CultureInfo.InvariantCulture).PadLeft(WidthOf(each.Item))))}");

    private void Figure(string id, double value) =>
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {id} {value:0.00} %"));
}

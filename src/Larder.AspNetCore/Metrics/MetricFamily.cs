using System.Diagnostics.Metrics;
using System.Text;

namespace Larder.AspNetCore.Metrics;

/// <summary>One metric and its series. A tag that got too many values by mistake costs no more than <see cref="MostSeries"/> of them.</summary>
internal sealed class MetricFamily
{
    public const int MostSeries = 2_000;

    private readonly Lock _lock = new();
    private readonly List<MetricSeries> _series = [];
    private readonly string _type;
    private readonly string _help;
    private readonly IReadOnlyList<double>? _bounds;

    private MetricFamily(string name, string type, string help, IReadOnlyList<double>? bounds) =>
        (Name, _type, _help, _bounds) = (name, type, help, bounds);

    public string Name { get; }

    /// <summary>Null for a kind of instrument that has no form here.</summary>
    public static MetricFamily? Of(Instrument instrument) => instrument switch
    {
        ObservableCounter<long> => new(ExpositionText.Name(instrument) + "_total", "counter", instrument.Description ?? "", null),
        ObservableGauge<long> or ObservableGauge<double> => new(ExpositionText.Name(instrument), "gauge", instrument.Description ?? "", null),
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => new(ExpositionText.Name(instrument), "histogram", instrument.Description ?? "", bounds),
        _ => null,
    };

    /// <summary>What is observed is observed anew; durations go on.</summary>
    public void Begin()
    {
        if (_bounds is not null) return;
        lock (_lock) _series.Clear();
    }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        lock (_lock)
        {
            if (Find(tags) is { } series) series.Add(value);
        }
    }

    /// <summary>Also without series: who looks sees what there is.</summary>
    public void Write(StringBuilder text)
    {
        lock (_lock)
        {
            ExpositionText.Head(text, Name, _type, _help);
            foreach (var series in _series) series.Write(text, Name);
        }
    }

    private MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var series in _series)
            if (series.Has(tags)) return series;
        if (_series.Count == MostSeries) return null;
        var added = new MetricSeries(tags.ToArray(), _bounds);
        _series.Add(added);
        return added;
    }
}

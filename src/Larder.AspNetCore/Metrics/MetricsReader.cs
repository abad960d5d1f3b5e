using System.Diagnostics.Metrics;
using System.Text;

namespace Larder.AspNetCore.Metrics;

/// <summary>Listens to one meter, and writes what it measures in the text format of Prometheus.</summary>
internal sealed class MetricsReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Meter _meter;

    private MetricsReader(Meter meter) => _meter = meter;

    /// <summary>Durations are summed up from here on.</summary>
    public static MetricsReader Start(Meter meter)
    {
        var reader = new MetricsReader(meter);
        reader._listener.InstrumentPublished = reader.Listen;
        reader._listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        reader._listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => ((MetricFamily)family!).Measure(value, tags));
        reader._listener.Start();
        return reader;
    }

    /// <summary>One at a time: what is observed is asked for by the one who writes it.</summary>
    public string Read()
    {
        lock (_lock)
        {
            foreach (var family in _families.Values) family.Begin();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var family in _families.Values) family.Write(text);
            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (!ReferenceEquals(instrument.Meter, _meter) || MetricFamily.Of(instrument) is not { } family) return;
        lock (_lock)
        {
            if (_families.TryAdd(family.Name, family)) listener.EnableMeasurementEvents(instrument, family);
        }
    }
}

using System.Text;

namespace Larder.AspNetCore.Metrics;

/// <summary>The values of one metric under one set of tags: the one that was observed, or durations in buckets.</summary>
internal sealed class MetricSeries(KeyValuePair<string, object?>[] tags, IReadOnlyList<double>? bounds)
{
    private readonly string _labels = ExpositionText.Labels(tags);
    private readonly long[] _buckets = new long[(bounds?.Count ?? 0) + 1];
    private double _sum;

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length) return false;
        for (var i = 0; i < tags.Length; i++)
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value)) return false;
        return true;
    }

    public void Add(double value)
    {
        if (bounds is null)
        {
            _sum = value;
            return;
        }

        var bucket = 0;
        while (bucket < bounds.Count && !(value <= bounds[bucket])) bucket++;
        _buckets[bucket]++;
        _sum += value;
    }

    public void Write(StringBuilder text, string name)
    {
        if (bounds is null)
        {
            ExpositionText.Sample(text, name, _labels, _sum);
            return;
        }

        var count = 0L;
        for (var i = 0; i < _buckets.Length; i++)
        {
            count += _buckets[i];
            var bound = i < bounds.Count ? bounds[i] : double.PositiveInfinity;
            ExpositionText.Sample(text, name + "_bucket", ExpositionText.With(_labels, "le", ExpositionText.Number(bound)), count);
        }

        ExpositionText.Sample(text, name + "_sum", _labels, _sum);
        ExpositionText.Sample(text, name + "_count", _labels, count);
    }
}

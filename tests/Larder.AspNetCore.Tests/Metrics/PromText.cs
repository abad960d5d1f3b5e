using System.Globalization;
using System.Text.RegularExpressions;

namespace Larder.AspNetCore.Tests.Metrics;

/// <summary>The text format of Prometheus 0.0.4, read strictly: anything that it does not allow is a failure.</summary>
internal sealed partial class PromText
{
    private readonly Dictionary<string, string> _types = [];
    private readonly Dictionary<string, double> _samples = [];
    private string _current = "";

    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Values by their series as it is written, with labels.</summary>
    public IReadOnlyDictionary<string, double> Samples => _samples;

    public double this[string series] => _samples.TryGetValue(series, out var value) ? value : throw new KeyNotFoundException($"{series} is not among {string.Join('\n', _samples.Keys)}");

    public static PromText Parse(string text)
    {
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        var read = new PromText();
        var help = "";
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } described) help = described.Groups[1].Value;
            else if (Type().Match(line) is { Success: true } typed) read.Begin(typed.Groups[1].Value, typed.Groups[2].Value, help);
            else read.Take(Sample().Match(line) is { Success: true } sample ? sample : throw new FormatException($"No line of the format: {line}"));
        }

        read.CheckHistograms();
        return read;
    }

    private void Begin(string name, string type, string help)
    {
        Assert.Equal(name, help);
        Assert.Equal(type == "counter", name.EndsWith("_total", StringComparison.Ordinal));
        _types.Add(name, type); // Once: all lines of a metric stand together.
        _current = name;
    }

    private void Take(Match sample)
    {
        var name = sample.Groups["name"].Value;
        string[] allowed = _types[_current] == "histogram" ? [_current + "_bucket", _current + "_sum", _current + "_count"] : [_current];
        Assert.Contains(name, allowed);
        var labels = sample.Groups["label"].Captures.Select(static capture => capture.Value).ToList();
        Assert.Equal(labels.Count, labels.Distinct().Count());
        var number = sample.Groups["value"].Value;
        var value = number == "+Inf" ? double.PositiveInfinity : double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture);
        _samples.Add(name + sample.Groups["labels"].Value, value);
    }

    private void CheckHistograms()
    {
        foreach (var (name, _) in _types.Where(static type => type.Value == "histogram"))
        {
            var buckets = _samples.Where(sample => sample.Key.StartsWith(name + "_bucket{", StringComparison.Ordinal)).GroupBy(static sample => Bound().Replace(sample.Key, ""));
            foreach (var series in buckets)
            {
                Assert.Equal(series.Select(static bucket => bucket.Value).Order(), series.Select(static bucket => bucket.Value));
                Assert.EndsWith("le=\"+Inf\"}", series.Last().Key, StringComparison.Ordinal);
                Assert.Equal(series.Last().Value, this[series.Key.Replace("_bucket{", "_count{", StringComparison.Ordinal)]);
                Assert.Contains(series.Key.Replace("_bucket{", "_sum{", StringComparison.Ordinal), _samples.Keys);
            }
        }
    }

    [GeneratedRegex(@"^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (?:[^\\]|\\\\|\\n)+$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\\n]|\\\\|\\"|\\n)*"(?:,(?=[a-zA-Z_]))?)+\})? (?<value>[+-]Inf|NaN|-?[0-9.]+(?:E[+-]?[0-9]+)?)$""")]
    private static partial Regex Sample();

    [GeneratedRegex(",le=\"[^\"]*\"")]
    private static partial Regex Bound();
}

using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Larder.AspNetCore.Metrics;

/// <summary>The text format of Prometheus, version 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/</summary>
internal static class ExpositionText
{
    /// <summary>The instrument's name with underscores, and its unit at the end unless it stands there.</summary>
    public static string Name(Instrument instrument)
    {
        var name = string.Concat(instrument.Name.Select(static letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", _ => "" };
        return name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit;
    }

    public static void Head(StringBuilder text, string name, string type, string help) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))
            .Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    public static void Sample(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0) text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>Without their braces.</summary>
    public static string Labels(KeyValuePair<string, object?>[] tags) => tags.Aggregate(
        "", static (labels, tag) => With(labels, tag.Key, Convert.ToString(tag.Value, CultureInfo.InvariantCulture) ?? ""));

    public static string With(string labels, string name, string value) => $"{labels}{(labels.Length > 0 ? "," : "")}{name}=\"{Escape(value)}\"";

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}

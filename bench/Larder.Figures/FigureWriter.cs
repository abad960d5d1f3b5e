using System.Globalization;

namespace Larder.Figures;

/// <summary>Prints figures as lines that scripts and the documents' tables are made from.</summary>
internal sealed class FigureWriter(TextWriter output)
{
    /// <summary>A measured value; without a bar, or beside the bar that it has to reach.</summary>
    public void Write(string name, double value, string unit) =>
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {name} {Rounded(value)} {unit}"));

    /// <summary>A line for the reader, which is no figure.</summary>
    public void Note(string text) => output.WriteLine($"# {text}");

    /// <summary>Three significant digits, and whole numbers as they are.</summary>
    private static string Rounded(double value)
    {
        if (value == Math.Floor(value) || Math.Abs(value) >= 1_000) return value.ToString("0", CultureInfo.InvariantCulture);
        return value.ToString(Math.Abs(value) >= 100 ? "0.0" : Math.Abs(value) >= 1 ? "0.00" : "0.0000", CultureInfo.InvariantCulture);
    }
}

namespace Larder.Cli.Output;

/// <summary>Rows: aligned, with a head, for people; with tabs and without one for scripts.</summary>
internal sealed class Table(params string[] head)
{
    private readonly List<string[]> _rows = [];

    public void Add(params string[] row) => _rows.Add(row);

    /// <param name="terminal">Where it goes.</param>
    /// <param name="first">How many rows stand above already, without this head.</param>
    public void Write(Terminal terminal, int first = 0)
    {
        if (!terminal.IsPerson)
        {
            foreach (var row in _rows) terminal.Line(string.Join('\t', row));
            return;
        }

        var widths = head.Select((title, at) => Math.Max(title.Length, _rows.Count == 0 ? 0 : _rows.Max(row => row[at].Length))).ToArray();
        widths[0] = Math.Max(12, Math.Min(widths[0], terminal.Width - widths[1..].Sum(static width => width + 2)));
        if (first == 0) terminal.Line(terminal.Colored(Aligned(head, widths, terminal.Dots), 2));
        foreach (var row in _rows) terminal.Line(Aligned(row, widths, terminal.Dots));
    }

    // The first column is words, the others are numbers or short.
    private static string Aligned(string[] row, int[] widths, string dots) => string.Join(
        "  ", row.Select((cell, at) => at == 0 ? Words.Shortened(cell, widths[0], dots).PadRight(widths[0]) : cell.PadLeft(widths[at]))).TrimEnd();
}

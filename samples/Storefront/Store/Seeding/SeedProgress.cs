using System.Globalization;

namespace Storefront.Store.Seeding;

/// <summary>How far the filling is: a bar on a terminal, a plain line for each quarter where the output goes elsewhere.</summary>
internal sealed class SeedProgress(TextWriter output, bool isTerminal)
{
    private const int Width = 30;
    private int _shown = -1;

    public void Say(string line) => output.WriteLine(line);

    public void Show(string what, int done, int of)
    {
        var percent = of == 0 ? 100 : (int)(100L * done / of);
        var step = isTerminal ? percent : percent / 25 * 25;
        if (step == _shown) return;

        _shown = step;
        if (isTerminal)
            output.Write($"\r  [{new string('#', Width * percent / 100).PadRight(Width, '.')}] {percent,3} %  {Count(done, of)} {what}   ");
        else
            output.WriteLine($"  {percent,3} %  {Count(done, of)} {what}");
    }

    /// <summary>Ends one part; the next one starts at nothing.</summary>
    public void Next()
    {
        _shown = -1;
        if (isTerminal) output.WriteLine();
    }

    private static string Count(int done, int of) => string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {of:N0}");
}

using System.Globalization;
using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>A table as it is read out: a cell has the name of its row and of its column.</summary>
internal static class Table
{
    /// <summary>The text of a cell; the row by the beginning of its header.</summary>
    public static async Task<string> CellAsync(ILocator region, string row, string column)
    {
        var columns = await region.GetByRole(AriaRole.Columnheader).AllInnerTextsAsync();
        var header = region.GetByRole(AriaRole.Rowheader, new() { Name = row }).First;
        var cells = header.Locator("xpath=..").GetByRole(AriaRole.Cell);
        // The first column has the headers of the rows.
        var at = columns.Select(static text => text.Trim()).ToList().IndexOf(column);
        Assert.True(at > 0, $"No column {column} among {string.Join(", ", columns)}");
        return (await cells.Nth(at - 1).InnerTextAsync()).Trim();
    }

    /// <summary>The number of a cell, with commas in it or without.</summary>
    public static async Task<long> NumberAsync(ILocator region, string row, string column) =>
        long.Parse(await CellAsync(region, row, column), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);

    /// <summary>The value beside a name, in a list of figures.</summary>
    public static async Task<string> FigureAsync(IPage page, string name) =>
        (await page.GetByRole(AriaRole.Main).Locator("dt").GetByText(name, new() { Exact = true }).Locator("xpath=following-sibling::dd[1]").InnerTextAsync()).Trim();
}

using System.Globalization;

namespace Storefront.Strip;

/// <summary>The <c>Server-Timing</c> header: what browsers show beside the network time. Durations are in milliseconds.</summary>
internal static class ServerTiming
{
    public const string Header = "Server-Timing";

    public static string Format(PageReads page)
    {
        var data = Entry("data", page.DataMilliseconds, "cache and database");
        return page.Queries.Count == 0
            ? data
            : $"{data}, {Entry("db", page.Queries.Elapsed.TotalMilliseconds, page.Queries.Count == 1 ? "1 query" : $"{page.Queries.Count} queries")}";
    }

    // A hit in memory takes less than a thousandth of a millisecond: the digits are needed.
    private static string Entry(string name, double milliseconds, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{name};dur={milliseconds:0.0000##};desc=\"{text}\"");
}

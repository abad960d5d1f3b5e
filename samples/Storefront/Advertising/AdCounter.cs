namespace Storefront.Advertising;

/// <summary>Under which names the advertisement is counted. Other programs read these counters, so they are for ever.</summary>
internal static class AdCounter
{
    /// <summary>All views; each day has <c>page:index:counter:yyyy-MM-dd</c> beside it.</summary>
    public const string Views = "page:index:counter";

    /// <summary>Who came, by day.</summary>
    public const string Visitors = "page:index";
}

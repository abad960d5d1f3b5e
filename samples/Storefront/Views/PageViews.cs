namespace Storefront.Views;

/// <summary>How often a page was seen, by the counter of all instances.</summary>
internal sealed record PageViews(string Page, long Count);

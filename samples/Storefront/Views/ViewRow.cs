namespace Storefront.Views;

/// <summary>A page and its views, as the database has them.</summary>
internal sealed class ViewRow
{
    public string Page { get; init; } = "";

    public long Views { get; init; }
}

namespace Storefront.Tests.Support;

/// <summary>Three shops on one database, with one Redis.</summary>
internal sealed class Fleet(IReadOnlyList<Shop> shops) : IAsyncDisposable
{
    public IReadOnlyList<Shop> Shops => shops;

    public static Fleet Open(DataFolder folder, string url, params (string Name, string Value)[] settings) =>
        new([.. Enumerable.Range(0, 3).Select(_ => Shop.OpenOn(folder, [("Larder:Redis:Url", url), ("Larder:SharedTier", "auto"), .. settings]))]);

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in shops) await shop.DisposeAsync();
    }
}

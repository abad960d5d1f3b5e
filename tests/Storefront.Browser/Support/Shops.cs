using Larder.Support;

namespace Storefront.Browser.Support;

/// <summary>A folder, and the shops that run in it.</summary>
internal sealed class Shops : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("shop-").FullName;
    private readonly List<ShopProcess> _open = [];

    public ShopProcess this[int place] => _open[place];

    /// <summary>One shop, or instances of one that share a cache; the first fills the database before the others begin.</summary>
    public static async Task<Shops> OpenAsync(int count = 1, params string[] settings)
    {
        var shops = new Shops();
        while (shops._open.Count < count) shops._open.Add(await ShopProcess.StartAsync(shops._folder, settings));
        return shops;
    }

    /// <summary>One more, which can be told where the others are.</summary>
    public async Task<ShopProcess> AddAsync(params string[] settings)
    {
        _open.Add(await ShopProcess.StartAsync(_folder, settings));
        return _open[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var shop in _open) await shop.DisposeAsync();
        await Eventually.HoldsAsync(Remove);
    }

    private bool Remove()
    {
        try
        {
            Directory.Delete(_folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}

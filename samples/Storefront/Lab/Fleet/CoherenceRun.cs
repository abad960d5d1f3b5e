using Storefront.Products;

namespace Storefront.Lab.Fleet;

/// <summary>Changes a price here and asks the other instances until they show it. They read it before, so that each has the old one in memory.</summary>
internal sealed class CoherenceRun(IProductCatalog catalog, PeerShops peers, TimeProvider clock)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(1);

    /// <returns>Null when there is no such product.</returns>
    public async Task<CoherenceResult?> RunAsync(int product, CancellationToken cancellationToken)
    {
        if (await catalog.FindForChangeAsync(product, cancellationToken) is not { } known) return null;
        var before = await Task.WhenAll(peers.Addresses.Select(peer => peers.PriceAsync(peer, product, cancellationToken)));

        var price = known.Price + 0.01m;
        await catalog.ChangeAsync(product, new ProductChange { Name = known.Name, Price = price, Stock = known.Stock }, cancellationToken);
        var changed = clock.GetTimestamp();
        var lags = await Task.WhenAll(peers.Addresses.Select((peer, at) => FollowAsync(peer, before[at]?.Price)));
        return new CoherenceResult(product, known.Price, price, lags);

        async Task<PeerLag> FollowAsync(string peer, decimal? old)
        {
            while (clock.GetElapsedTime(changed) < AtMost)
            {
                if (await peers.PriceAsync(peer, product, cancellationToken) is { } shown && shown.Price == price)
                    return new PeerLag(peer, old, clock.GetElapsedTime(changed).TotalMilliseconds, shown.Source);
                await Task.Delay(Pause, clock, cancellationToken);
            }

            return new PeerLag(peer, old, null, "");
        }
    }
}

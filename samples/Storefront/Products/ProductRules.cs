using System.Globalization;
using Larder;
using Microsoft.Extensions.Options;
using Storefront.Strip;

namespace Storefront.Products;

/// <summary>How products are cached: keys, expirations, tags.</summary>
internal sealed class ProductRules(IOptions<CacheOptions> options)
{
    /// <summary>On every value that shows several products; removed when one of them changes.</summary>
    public const string ListTag = "products:list";

    public const string BestSellersKey = "products:best-sellers";

    /// <summary>The default expiration, an hour.</summary>
    public ReadRule Product { get; } = new(new CacheEntryOptions());

    public ReadRule List { get; } = new(new CacheEntryOptions
    {
        Expiration = options.Value.Named("Short", TimeSpan.FromMinutes(5)),
        Tags = [ListTag],
    });

    // Joined, not interpolated: a hit takes so little that this is a good part of it.
    public static string ProductKey(int id) => string.Concat("product:", Number(id));

    public static string ListKey(int skip, int limit) => string.Concat("products:list:", Number(skip), ":", Number(limit));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

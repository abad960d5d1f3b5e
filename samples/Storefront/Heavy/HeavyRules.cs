using Larder;
using Microsoft.Extensions.Options;
using Storefront.Strip;

namespace Storefront.Heavy;

internal sealed class HeavyRules(IOptions<CacheOptions> options)
{
    public const string Key = "heavy_result";

    /// <summary>60 seconds to the second: one value of its kind has nothing to be spread out from.</summary>
    public ReadRule Result { get; } = new(new CacheEntryOptions
    {
        Expiration = options.Value.Named("Heavy", TimeSpan.FromSeconds(60)),
        Jitter = 0,
    });
}

using Larder;
using Larder.Backing;

namespace Storefront.SharedTier;

/// <summary>Which tier the instances of the shop share: Redis as soon as anybody says where it is, else the file on this machine.</summary>
internal static class TierChoice
{
    public static void Settle(CacheOptions options)
    {
        if (options.SharedTier == SharedTierChoice.Auto)
            options.SharedTier = options.Redis is { Url: null, Host: null, Port: null } ? SharedTierChoice.Sqlite : SharedTierChoice.Redis;
    }

    /// <summary>How page views are written: by write-behind, as long as there is something that can keep a journal and nobody said otherwise.</summary>
    public static WriteStrategy ViewsIn(IConfiguration configuration)
    {
        var isAlone = Enum.TryParse<SharedTierChoice>(configuration["Larder:SharedTier"], ignoreCase: true, out var tier) && tier == SharedTierChoice.None;
        return isAlone || !configuration.GetValue("Storefront:WriteBehind", true) ? WriteStrategy.Around : WriteStrategy.Behind;
    }

    /// <summary>Its name as the strip and the banner say it.</summary>
    public static string NameIn(CacheOptions options) => options.SharedTier switch
    {
        SharedTierChoice.Redis => "redis",
        SharedTierChoice.Sqlite => "sqlite",
        _ => "shared",
    };
}

using Larder;

namespace Storefront.SharedTier;

/// <summary>Which tier the instances of the shop share: Redis as soon as anybody says where it is, else the file on this machine.</summary>
internal static class TierChoice
{
    public static void Settle(CacheOptions options)
    {
        if (options.SharedTier == SharedTierChoice.Auto)
            options.SharedTier = options.Redis.Url is null ? SharedTierChoice.Sqlite : SharedTierChoice.Redis;
    }

    /// <summary>Its name as the strip and the banner say it.</summary>
    public static string NameIn(CacheOptions options) => options.SharedTier switch
    {
        SharedTierChoice.Redis => "redis",
        SharedTierChoice.Sqlite => "sqlite",
        _ => "shared",
    };
}

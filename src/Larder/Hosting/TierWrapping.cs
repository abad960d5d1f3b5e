using Larder.Tiers;

namespace Larder.Hosting;

/// <summary>What an application puts around the shared tier of a cache and around its records.</summary>
internal sealed record TierWrapping(Func<ISharedTier, ISharedTier> Tier, Func<ISharedRecords, ISharedRecords> Records)
{
    public static readonly TierWrapping None = new(static tier => tier, static records => records);
}

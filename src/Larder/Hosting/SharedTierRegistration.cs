using Larder.Tiers;

namespace Larder.Hosting;

/// <summary>How the shared tier of one cache is made, once its options are known.</summary>
internal sealed record SharedTierRegistration(Func<CacheOptions, ISharedTierFactory> Create);

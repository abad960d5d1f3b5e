using Larder.Tiers;

namespace Larder.Hosting;

/// <summary>Where a shared tier of this name keeps records.</summary>
internal sealed record SharedRecordsRegistration(string Tier, Func<ISharedTier, ISharedRecords> Open);

using Larder.Tiers;

namespace Larder.Hosting;

/// <summary>How the writer holds of one cache are made, for the shared tier of this name.</summary>
internal sealed record WriterHoldsRegistration(string Tier, Func<CacheOptions, IWriterHolds> Create);

using Microsoft.Extensions.Logging;

namespace Larder.Redis.Tiers;

/// <summary>What a tier gets from its application.</summary>
internal sealed record TierSurroundings(TimeProvider Time, ILogger Logger);

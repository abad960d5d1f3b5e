namespace Larder.Tiers;

/// <summary>What a tier can do and promises.</summary>
/// <param name="Name">Its short name in logs, metrics and headers: <c>sqlite</c>, <c>redis</c>.</param>
/// <param name="Follow">How memory hears of changes.</param>
/// <param name="FollowsWithin">How soon it hears of them while the tier is well.</param>
/// <param name="MaxBodyBytes">The largest body it takes.</param>
/// <param name="Features">What else holds.</param>
public sealed record TierTraits(string Name, Follow Follow, TimeSpan FollowsWithin, long MaxBodyBytes, TierFeatures Features);

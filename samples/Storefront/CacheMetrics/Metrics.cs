namespace Storefront.CacheMetrics;

/// <summary>The figures of the page and its JSON.</summary>
/// <param name="Tier">What the instances share: redis, sqlite, or none.</param>
/// <param name="RedisState">Why there are no figures of Redis; null when there are.</param>
/// <param name="Redis">What Redis says of itself.</param>
/// <param name="Cache">What the cache of this process did.</param>
internal sealed record Metrics(string Tier, string? RedisState, RedisMetrics? Redis, OwnMetrics Cache);

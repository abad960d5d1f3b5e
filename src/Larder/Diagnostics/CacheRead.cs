namespace Larder.Diagnostics;

/// <summary>The outcome of one read.</summary>
/// <param name="Key">The key.</param>
/// <param name="Source">What answered.</param>
/// <param name="Reason">Why it had to load; <see cref="MissReason.None"/> when it did not.</param>
/// <param name="Elapsed">How long the caller waited; zero for a hit in memory, which is not worth a clock.</param>
/// <param name="LoadTime">How long the loader took when the value was made: what the read would have cost without the cache.</param>
/// <param name="ExpiresIn">How long the value stays fresh; null when it does not end or is not kept.</param>
public readonly record struct CacheRead(
    string Key, ReadSource Source, MissReason Reason, TimeSpan Elapsed, TimeSpan LoadTime, TimeSpan? ExpiresIn);

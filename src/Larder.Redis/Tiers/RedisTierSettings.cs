namespace Larder.Redis.Tiers;

/// <summary>How a tier behaves.</summary>
/// <param name="Spread">How several slots are read.</param>
/// <param name="Foreign">Whether somebody wants to know more of foreign values than that they are.</param>
/// <param name="StalenessBound">How old the last proof of the stream may be for memory to serve.</param>
/// <param name="DetachedExpiration">How long memory serves without asking, where the server tells of no changes.</param>
/// <param name="CommandTimeout">How long the first commands wait for the first connection.</param>
internal sealed record RedisTierSettings(ReadSpread Spread, ForeignValues Foreign, TimeSpan StalenessBound, TimeSpan DetachedExpiration, TimeSpan CommandTimeout)
{
    /// <summary>How keys begin that the application may read, for the question by which nodes of a cluster prove themselves; null where PING is enough.</summary>
    public string? ProofPrefix { get; init; }
}

using Larder.Entries;
using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>What travels along the read path: the key, how the entry shall behave, and the caller's loader.</summary>
internal sealed record LoadCall<TState, T>(string Key, EntryPolicy Policy, TState State, CacheLoader<TState, T> Load, GatePass Pass)
{
    /// <summary>The shared tier was asked for this call and not reached; it is not asked again.</summary>
    public bool IsTierAway { get; init; }
}

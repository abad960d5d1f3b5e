using Larder.Entries;
using Larder.Loading;

namespace Larder.Pipeline;

/// <summary>What travels along the batch path.</summary>
internal sealed record BatchCall<TId, TState, T>(
    Func<TId, string> KeyOf, EntryPolicy Policy, TState State, CacheBatchLoader<TId, TState, T> Load, GatePass Pass)
    where TId : notnull
{
    /// <summary>The shared tier was asked for this batch and not reached; it is not asked again.</summary>
    public bool IsTierAway { get; init; }

    /// <summary>The same for one id alone.</summary>
    public LoadCall<(BatchCall<TId, TState, T> Batch, TId Id), T> Single(TId id, string key) => new(
        key,
        Policy,
        (this, id),
        static async (one, context, token) =>
        {
            var values = await one.Batch.Load([one.Id], one.Batch.State, token).ConfigureAwait(false);
            if (values.TryGetValue(one.Id, out var value)) return value;
            context.SetNotThere();
            return default!;
        },
        Pass);
}

namespace Larder;

/// <summary>Makes the values of many ids in one call; an id that does not exist is left out.</summary>
/// <param name="ids">The ids that no tier had; each once.</param>
/// <param name="state">What the caller gave along, so that the delegate needs no closure.</param>
/// <param name="cancellationToken">Cancelled when no caller waits any more.</param>
public delegate ValueTask<IReadOnlyDictionary<TId, T>> CacheBatchLoader<TId, in TState, T>(
    IReadOnlyList<TId> ids, TState state, CancellationToken cancellationToken)
    where TId : notnull;

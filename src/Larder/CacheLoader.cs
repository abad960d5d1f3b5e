namespace Larder;

/// <summary>Makes the value of one key from its source.</summary>
/// <param name="state">What the caller gave along, so that the delegate needs no closure.</param>
/// <param name="context">What a loader may see and change.</param>
/// <param name="cancellationToken">Cancelled when no caller waits any more, or the time of the load is over.</param>
public delegate ValueTask<T> CacheLoader<in TState, T>(TState state, LoadContext context, CancellationToken cancellationToken);

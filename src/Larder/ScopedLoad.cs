namespace Larder;

/// <summary>Makes the value of one key by a service that lives as long as the load.</summary>
/// <param name="service">From a scope of this load alone.</param>
/// <param name="state">What the caller gave along, so that the delegate needs no closure.</param>
/// <param name="context">What a loader may see and change.</param>
/// <param name="cancellationToken">Cancelled when no caller waits any more, or the time of the load is over.</param>
public delegate ValueTask<T> ScopedLoad<in TService, in TState, T>(
    TService service, TState state, LoadContext context, CancellationToken cancellationToken);

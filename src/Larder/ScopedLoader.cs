using Microsoft.Extensions.DependencyInjection;

namespace Larder;

/// <summary>
/// A service that loaders use, which each load gets anew from a scope of its own: what belongs to the request that asked, for instance its
/// <c>DbContext</c>, may be gone when a load that others wait for, or a refresh, still needs it. Registered by <c>AddLoader</c>.
/// </summary>
/// <typeparam name="TService">The service; resolved once a load, and disposed with its scope when the load ends.</typeparam>
/// <param name="scopes">Where scopes come from.</param>
public sealed class ScopedLoader<TService>(IServiceScopeFactory scopes)
    where TService : notnull
{
    internal async ValueTask<T> LoadAsync<TState, T>(
        TState state, ScopedLoad<TService, TState, T> load, LoadContext context, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var service = scope.ServiceProvider.GetRequiredService<TService>();
        return await load(service, state, context, cancellationToken).ConfigureAwait(false);
    }
}

using Larder;
using Larder.AspNetCore;
using Larder.AspNetCore.Sessions;
using Larder.Versions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Session;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps sessions in the cache.</summary>
public static class SessionExtensions
{
    /// <summary>
    /// Keeps the sessions of <c>app.UseSession()</c> in the cache, where all instances see them: two requests that change different keys both keep theirs.
    /// The cookie is called <c>session</c>, and a session lives <c>Larder:SessionMaxAge</c> without use.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Changes the limits.</param>
    public static IServiceCollection AddLarderSessions(this IServiceCollection services, Action<LarderSessionOptions>? configure = null)
    {
        var options = services.AddOptions<LarderSessionOptions>();
        if (configure is not null) options.Configure(configure);
        services.AddOptions<SessionOptions>().Configure<IOptionsMonitor<CacheOptions>, IOptions<LarderSessionOptions>>(static (session, caches, larder) =>
        {
            session.Cookie.Name = "session";
            session.IdleTimeout = caches.Get(larder.Value.Cache).SessionMaxAge;
        });
        services.AddLarder();
        services.AddDataProtection();
        services.TryAddSingleton<SessionLog>();
        services.TryAddSingleton<SessionSeal>();
        services.TryAddSingleton<SessionCookie>();
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<LarderSessionOptions>>();
            var cache = options.Value.Cache;
            return new SessionPlace(
                provider.GetRequiredKeyedService<ICache>(cache), provider.GetRequiredKeyedService<IVersionedEntries>(cache),
                provider.GetRequiredService<SessionSeal>(), provider.GetRequiredService<SessionCookie>(), provider.GetRequiredService<SessionLog>(), options,
                provider.GetRequiredService<TimeProvider>(), new Random());
        });
        services.Replace(ServiceDescriptor.Singleton<ISessionStore, SessionStore>());
        return services;
    }

    /// <summary>
    /// Gives the session a new id and moves its content there; call it when who uses it becomes somebody else, as at login. The old id is worth nothing
    /// from then on, whoever knows it.
    /// </summary>
    /// <returns>False when the shared tier is away: then the id is the old one.</returns>
    /// <exception cref="InvalidOperationException">The sessions are not Larder's, or LAR356: the response has started.</exception>
    public static ValueTask<bool> RotateSessionAsync(this HttpContext context, CancellationToken cancellationToken = default) =>
        SessionOf(context).RotateAsync(context, cancellationToken);

    /// <summary>Ends the session on every instance, also for requests that are under way, and its cookie. What is set after that begins another one.</summary>
    /// <exception cref="InvalidOperationException">The sessions are not Larder's.</exception>
    public static ValueTask RemoveSessionAsync(this HttpContext context, CancellationToken cancellationToken = default) =>
        SessionOf(context).RemoveAsync(context, cancellationToken);

    private static CachedSession SessionOf(HttpContext context) => context.Session as CachedSession
        ?? throw new InvalidOperationException("LAR357 The session of this request is not one of Larder. Call services.AddLarderSessions() after what else adds sessions.");
}

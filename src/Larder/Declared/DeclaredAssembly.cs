using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Declared;

/// <summary>Puts together what the decorators of one service share.</summary>
internal static class DeclaredAssembly
{
    private static readonly CacheEntryOptions s_pastTheCache = new() { Tiers = CacheTiers.LoaderOnly };

    public static CachedService<TService> Build<TService>(IServiceProvider services, DeclaredService<TService> declared, Inner<TService> inner)
        where TService : class
    {
        var options = services.GetRequiredService<IOptionsMonitor<CacheOptions>>();
        return Build(services, declared, inner, family => family.In(options.Get(family.Cache)), isPast: false);
    }

    /// <summary>The same for requests that go past the cache.</summary>
    public static CachedService<TService> BuildPast<TService>(IServiceProvider services, DeclaredService<TService> declared, Inner<TService> inner)
        where TService : class =>
        Build(services, declared, inner, static _ => s_pastTheCache, isPast: true);

    private static CachedService<TService> Build<TService>(
        IServiceProvider services, DeclaredService<TService> declared, Inner<TService> inner, Func<CacheFamily, CacheEntryOptions?> options, bool isPast)
        where TService : class =>
        new(inner, services, [.. declared.Families.Select(family => new CachedMethod(services.GetRequiredKeyedService<ICache>(family.Cache), options(family)))], isPast);
}

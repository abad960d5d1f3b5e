using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Declared;

/// <summary>Puts together what the decorators of one service share.</summary>
internal static class DeclaredAssembly
{
    public static CachedService<TService> Build<TService>(IServiceProvider services, DeclaredService<TService> declared, Inner<TService> inner)
        where TService : class
    {
        var options = services.GetRequiredService<IOptionsMonitor<CacheOptions>>();
        return new(inner, services, [.. declared.Families.Select(family => new CachedMethod(
            services.GetRequiredKeyedService<ICache>(family.Cache), family.In(options.Get(family.Cache))))]);
    }
}

using Larder.EntityFrameworkCore.Hosting;
using Larder.EntityFrameworkCore.Mapping;
using Larder.EntityFrameworkCore.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets changes through a context remove what is cached of them.</summary>
public static class LarderEntityFrameworkExtensions
{
    /// <summary>
    /// What is saved, updated, deleted or written in SQL through this context removes its keys and tags from the cache, after the commit. Before or after
    /// <c>AddDbContext</c>, pooled or not. <c>AddLarder()</c> is needed too.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="map">Which keys and tags belong to which entities; attributes and the model may say it too.</param>
    public static InvalidationBuilder<TContext> AddLarderInvalidation<TContext>(this IServiceCollection services, Action<InvalidationMap>? map = null)
        where TContext : DbContext
    {
        if (services.FirstOrDefault(static service => service.ServiceType == typeof(InvalidationSettings<TContext>))?.ImplementationInstance
            is not InvalidationSettings<TContext> known)
        {
            known = new InvalidationSettings<TContext>(new InvalidationSettings());
            services.AddSingleton(known);
            services.TryAddSingleton(TimeProvider.System);
            services.TryAddSingleton<OpenTransactions>();
            services.AddSingleton(provider => ContextInvalidation<TContext>.Of(provider, known.Settings));
            services.ConfigureDbContext<TContext>(static (provider, options) =>
                options.AddInterceptors(provider.GetRequiredService<ContextInvalidation<TContext>>().Interceptors));
        }

        map?.Invoke(known.Settings.Map);
        return new InvalidationBuilder<TContext>(services, known.Settings);
    }
}

using Larder.Serialization;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Hosting;

/// <summary>The serializers in the application's services: those keyed by the cache's name before the others, the last registered first.</summary>
internal static class RegisteredSerializers
{
    public static ForeignSerializers Of(IServiceProvider services, string cacheName)
    {
        return new ForeignSerializers(
            Find,
            [
                .. services.GetKeyedServices<IHybridCacheSerializerFactory>(cacheName).Reverse(),
                .. services.GetServices<IHybridCacheSerializerFactory>().Reverse(),
            ]);

        object? Find(Type type) => (services as IKeyedServiceProvider)?.GetKeyedService(type, cacheName) ?? services.GetService(type);
    }
}

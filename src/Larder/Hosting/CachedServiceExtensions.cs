using System.Diagnostics.CodeAnalysis;
using Larder;
using Larder.Declared;
using Larder.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds services whose methods have attributes of the cache.</summary>
public static class CachedServiceExtensions
{
    /// <summary>
    /// Adds a service that is read through the cache, as the attributes of its methods say. Who asks for the class gets it without the cache.
    /// </summary>
    /// <typeparam name="TService">The interface.</typeparam>
    /// <typeparam name="TImplementation">The class behind it. Each load gets one from a scope of its own, unless it is a singleton.</typeparam>
    /// <param name="services">The services of the application.</param>
    /// <param name="lifetime">How long the class lives; if it was added before, it keeps the lifetime that it has.</param>
    /// <exception cref="InvalidOperationException">LAR340: no method of the two has an attribute.</exception>
    public static IServiceCollection AddCached<
        TService, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TImplementation>(
        this IServiceCollection services, ServiceLifetime lifetime = ServiceLifetime.Scoped)
        where TService : class
        where TImplementation : class, TService
    {
        ArgumentNullException.ThrowIfNull(services);
        var declared = DeclaredServices.Find<TService>(typeof(TImplementation)) ?? throw new InvalidOperationException(Undeclared(typeof(TService), typeof(TImplementation)));
        services.TryAdd(new ServiceDescriptor(typeof(TImplementation), typeof(TImplementation), lifetime));
        lifetime = services.Last(static known => !known.IsKeyedService && known.ServiceType == typeof(TImplementation)).Lifetime;
        var inner = new Inner<TService>(
            typeof(TImplementation), static provider => provider.GetRequiredService<TImplementation>(), lifetime == ServiceLifetime.Singleton);
        object past = (typeof(CacheBypass), typeof(TImplementation));
        services.AddKeyedSingleton(typeof(TImplementation), (provider, _) => DeclaredAssembly.Build(provider, declared, inner));
        services.AddKeyedSingleton(past, (provider, _) => DeclaredAssembly.BuildPast(provider, declared, inner));
        services.Add(new ServiceDescriptor(typeof(TService), Create, lifetime));
        services.AddFamilies(declared.Families);
        return services;

        object Create(IServiceProvider provider)
        {
            var isPast = lifetime != ServiceLifetime.Singleton && provider.GetService<CacheBypass>() is { IsOn: true };
            return declared.Create(provider.GetRequiredKeyedService<CachedService<TService>>(isPast ? past : typeof(TImplementation)), provider);
        }
    }

    private static void AddFamilies(this IServiceCollection services, IReadOnlyList<CacheFamily> families)
    {
        services.TryAddCacheFamilies();
        services.AddSingleton(new FamilyGroup(families));
        services.AddSingleton<IValidateOptions<CacheOptions>>(
            provider => new DeclaredSettings(provider.GetRequiredService<IServiceProviderIsKeyedService>(), families));
        foreach (var cache in families.Select(static family => family.Cache).Distinct()) services.AddOptions<CacheOptions>(cache).ValidateOnStart();
    }

    private static string Undeclared(Type service, Type implementation)
    {
        var reason = service.IsInterface
            ? service.IsGenericType
                ? "Of an interface with type parameters, the attributes must stand on the class, and the class must have none."
                : "Put [Cached] on a method of either, and reference the package Larder from the project that has it, so that its generator runs there."
            : "Name an interface first: callers that get a class can't be given a decorator.";
        return $"LAR340 AddCached<{service.Name}, {implementation.Name}>(): no method of the two has an attribute of the cache. {reason}";
    }
}

using Larder;
using Larder.AspNetCore;
using Larder.AspNetCore.SigningOut;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Ends what is cached about a user with the sign-out.</summary>
public static class SignOutExtensions
{
    /// <summary>
    /// When a user signs out, by whatever means of ASP.NET Core, what is cached about the user (tag <c>user:{id}</c>) and the session end on every instance,
    /// unless <c>Larder:Privacy:ClearOnLogout</c> is false. <see cref="UserData"/> does the same when you call it.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Names tags, keys and caches.</param>
    public static IServiceCollection AddLarderSignOut(this IServiceCollection services, Action<LarderSignOutOptions>? configure = null)
    {
        var options = services.AddOptions<LarderSignOutOptions>();
        if (configure is not null) options.Configure(configure);
        if (services.Any(static service => service.ServiceType == typeof(ClearChoice))) return services;
        services.AddLarder();
        services.AddSingleton(static provider => new ClearChoice(provider.GetRequiredService<IOptionsMonitor<CacheOptions>>().Get("").ClearOnLogout));
        services.AddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<LarderSignOutOptions>>().Value;
            return new UserData([.. options.Caches.Select(name => provider.GetRequiredKeyedService<ICache>(name))], options);
        });
        var before = services.LastOrDefault(static service => service is { ServiceKey: null } && service.ServiceType == typeof(IAuthenticationService));
        return services.AddScoped<IAuthenticationService>(provider => new SignOutWatch(
            InnerOf(provider, before), provider.GetRequiredService<IAuthenticationSchemeProvider>(), provider.GetRequiredService<UserData>(),
            provider.GetRequiredService<IOptions<LarderSignOutOptions>>().Value, provider.GetRequiredService<ClearChoice>()));
    }

    /// <summary>What the application had, or what AddAuthentication adds where nobody has added anything.</summary>
    private static IAuthenticationService InnerOf(IServiceProvider provider, ServiceDescriptor? before) => before switch
    {
        { ImplementationInstance: IAuthenticationService instance } => instance,
        { ImplementationFactory: { } factory } => (IAuthenticationService)factory(provider),
        { ImplementationType: { } type } => (IAuthenticationService)ActivatorUtilities.CreateInstance(provider, type),
        _ => ActivatorUtilities.CreateInstance<AuthenticationService>(provider),
    };
}

using Larder;
using Larder.AspNetCore;
using Larder.AspNetCore.Tickets;
using Larder.Versions;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps the tickets of signed-in users in the cache.</summary>
public static class TicketExtensions
{
    /// <summary>
    /// Keeps the tickets of a cookie scheme in the cache: the cookie holds only a random key, and a ticket can be ended from the server. Each is tagged
    /// <see cref="UserTags.Tickets"/>, so that all of a user can be.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="scheme">The scheme of <c>AddCookie()</c>; call it once for each.</param>
    /// <param name="configure">Changes how tickets are kept, for all schemes.</param>
    public static IServiceCollection AddLarderTickets(
        this IServiceCollection services, string scheme = CookieAuthenticationDefaults.AuthenticationScheme, Action<LarderTicketOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(scheme);
        var options = services.AddOptions<LarderTicketOptions>();
        if (configure is not null) options.Configure(configure);
        services.AddLarder();
        services.AddDataProtection();
        services.TryAddSingleton<TicketLog>();
        services.TryAddSingleton<TicketSeal>();
        services.TryAddSingleton(static provider =>
        {
            var options = provider.GetRequiredService<IOptions<LarderTicketOptions>>();
            return new TicketStore(
                provider.GetRequiredKeyedService<ICache>(options.Value.Cache), provider.GetRequiredKeyedService<IVersionedEntries>(options.Value.Cache),
                provider.GetRequiredService<TicketSeal>(), provider.GetRequiredService<TicketLog>(), options, provider.GetRequiredService<TimeProvider>());
        });
        return services.AddSingleton<IPostConfigureOptions<CookieAuthenticationOptions>>(
            provider => new TicketSchemes(scheme, provider.GetRequiredService<TicketStore>()));
    }
}

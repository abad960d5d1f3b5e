using Larder.AspNetCore;
using Larder.AspNetCore.Visiting;
using Larder.Counting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Counts who visits pages.</summary>
public static class VisitExtensions
{
    /// <summary>
    /// Counts visits of pages by <see cref="DayCounters"/> and <see cref="Visitors"/>, and knows browsers again by a signed cookie. Call
    /// <see cref="UseLarderVisits"/> too.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">Says what is counted.</param>
    public static IServiceCollection AddLarderVisits(this IServiceCollection services, Action<LarderVisitOptions>? configure = null)
    {
        var options = services.AddOptions<LarderVisitOptions>();
        if (configure is not null) options.Configure(configure);
        services.AddLarder();
        services.AddDataProtection();
        services.TryAddSingleton<VisitLog>();
        services.TryAddSingleton<VisitRules>();
        services.TryAddSingleton<VisitorCookie>();
        services.TryAddSingleton<VisitTally>();
        services.TryAddSingleton<VisitMiddleware>();
        return services;
    }

    /// <summary>Counts from here on; behind <c>UseRouting</c>, where the application calls that. Pages are named by <see cref="CountVisits"/> or the options.</summary>
    public static IApplicationBuilder UseLarderVisits(this IApplicationBuilder app) => app.UseMiddleware<VisitMiddleware>();

    /// <summary>Counts the visits of an endpoint under this name, such as <c>page:index</c>: its counters are <c>page:index:counter</c> and one for each day.</summary>
    public static TBuilder CountVisits<TBuilder>(this TBuilder endpoint, string subject)
        where TBuilder : IEndpointConventionBuilder
    {
        CounterName.Check(subject);
        return endpoint.WithMetadata(new VisitSubject(subject));
    }

    /// <summary>Forgets the visitor of this request: who came and when on all days, and the cookie. Numbers stay; nobody can be told from them.</summary>
    /// <returns>From how many days and pages.</returns>
    /// <exception cref="Larder.Tiers.TierException">The place is away, so the visitor is not forgotten; ask again.</exception>
    public static async ValueTask<long> ForgetVisitorAsync(this HttpContext context, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(context);
        var cookie = context.RequestServices.GetRequiredService<VisitorCookie>();
        if (cookie.Read(context.Request) is not { } visitor) return 0;
        var forgotten = await context.RequestServices.GetRequiredService<Visitors>().ForgetAsync(visitor, cancellationToken).ConfigureAwait(false);
        cookie.Expire(context);
        return forgotten;
    }
}

using Larder.AspNetCore.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Endpoints for those who look after the cache.</summary>
public static class AdminEndpointExtensions
{
    /// <summary>
    /// Maps numbers, keys, entries, removals, warm-ups and live events of all caches, for the command <c>larder</c> and for tools. Outside Development
    /// they are there only with <c>RequireAuthorization()</c> on what this returns, or with a token; else they are not mapped, and the log says so (LAR530).
    /// </summary>
    /// <param name="app">The application.</param>
    /// <param name="path">Below which they are.</param>
    /// <param name="configure">Who may use them; wins over the section <c>Larder:Admin</c>.</param>
    /// <exception cref="InvalidOperationException">A token is too short (LAR531), or a setting can't be read (LAR534).</exception>
    public static IEndpointConventionBuilder MapLarderAdmin(this IEndpointRouteBuilder app, string path = "/_larder/api", Action<AdminOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var (services, options) = (app.ServiceProvider, new AdminOptions());
        if (services.GetService<IConfiguration>() is { } configuration) AdminSettings.Read(configuration, options);
        configure?.Invoke(options);
        AdminSettings.Check(options);

        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("Larder.Admin");
        var environment = services.GetRequiredService<IHostEnvironment>();
        var announcement = environment.IsDevelopment() && options.IsFoundLocally ? new LocalAnnouncement(services, path, logger) : null;
        var accepted = new Dictionary<string, AdminRole>(options.Tokens, StringComparer.Ordinal);
        if (announcement is not null) accepted[announcement.Token] = AdminRole.Admin;
        var tokens = new AdminTokens(accepted);

        var inner = new AdminEndpointBuilder(app);
        var source = new AdminEndpointSource(inner, !tokens.IsEmpty);
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        var group = inner.MapGroup(path);
        Map(group, new AdminGate(options, tokens, new AdminThrottle(time), logger), options, time);
        ((IEndpointConventionBuilder)group).Finally(AdminEndpointSource.LeaveToToken);
        app.DataSources.Add(source);
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() =>
        {
            if (source.Endpoints.Count == 0) AdminLog.Closed(logger, path, environment.EnvironmentName);
            else if (source.Endpoints.Any(static one => !AdminGate.IsGuardedByApplication(one.Metadata))) announcement?.Write();
        });
        services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => announcement?.Remove());
        return group;
    }

    private static void Map(RouteGroupBuilder group, AdminGate gate, AdminOptions options, TimeProvider time)
    {
        AdminRoute[] all = [.. LookRoutes.All, .. new EventRoutes(time).All, .. ChangeRoutes.All, .. WarmUpRoutes.All];
        foreach (var route in all.Where(route => !route.IsChange || !options.IsReadOnly))
            group.MapMethods(route.Path, [route.Method], (RequestDelegate)(context => gate.RunAsync(context, route)));
    }
}

using System.Globalization;
using Larder.Inspection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Admin;

/// <summary>
/// Lets a request in or not. Where it comes from opens nothing: an address of this machine is what every proxy on it has.
/// </summary>
internal sealed class AdminGate(AdminOptions options, AdminTokens tokens, AdminThrottle throttle, ILogger logger)
{
    private const string Bearer = "Bearer ";
    private const string CsrfHeader = "X-Larder-Csrf";

    /// <summary>Whether the application's own policies decide who may use this endpoint.</summary>
    public static bool IsGuardedByApplication(EndpointMetadataCollection metadata) =>
        metadata.GetMetadata<IAllowAnonymous>() is null
        && (metadata.GetMetadata<IAuthorizeData>() is not null || metadata.GetMetadata<AuthorizationPolicy>() is not null);

    public async Task RunAsync(HttpContext context, AdminRoute route)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        try
        {
            var role = RoleOf(context);
            if (role < route.Least)
                throw new AdminRefusal(StatusCodes.Status403Forbidden, $"This takes the role {route.Least}; you have {role}.");
            if (route.IsChange) CheckOrigin(context.Request);
            await route.Handle(new AdminCall(context, role, options)).ConfigureAwait(false);
        }
        catch (AdminRefusal refusal)
        {
            await RefuseAsync(context, refusal.Status, refusal.Message).ConfigureAwait(false);
        }
        catch (ArgumentException wrong)
        {
            await RefuseAsync(context, StatusCodes.Status400BadRequest, FirstLine(wrong.Message)).ConfigureAwait(false);
        }
    }

    private AdminRole RoleOf(HttpContext context)
    {
        if (context.GetEndpoint() is { } endpoint && IsGuardedByApplication(endpoint.Metadata))
            return options.Roles.Where(known => context.User.IsInRole(known.Key)).Select(static known => known.Value).Append(options.DefaultRole).Max();
        var address = context.Connection.RemoteIpAddress;
        if (throttle.RefusedFor(address) is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            throw new AdminRefusal(StatusCodes.Status429TooManyRequests, "Too many wrong tokens came from this address. Wait a minute.");
        }

        var header = context.Request.Headers.Authorization.ToString();
        var isBearer = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);
        var role = isBearer ? tokens.RoleOf(header[Bearer.Length..].Trim()) : AdminRole.None;
        if (role != AdminRole.None) return role;
        if (isBearer && throttle.Failed(address)) AdminLog.Throttled(logger, address?.ToString() ?? "", AdminThrottle.MostFailures);
        context.Response.Headers.WWWAuthenticate = "Bearer";
        throw new AdminRefusal(StatusCodes.Status401Unauthorized, isBearer ? "That is not the token." : "Send the token: Authorization: Bearer ...");
    }

    /// <summary>
    /// What a browser sends by itself, a cookie, opens nothing that changes: a page of another site can't set our header, and can't say that it is of this one.
    /// Who sends an Authorization header is no browser that was tricked.
    /// </summary>
    private static void CheckOrigin(HttpRequest request)
    {
        if (!request.HasJsonContentType()) throw new AdminRefusal(StatusCodes.Status415UnsupportedMediaType, "Send JSON: Content-Type: application/json");
        if (request.Headers.Authorization.Count > 0) return;
        if (request.Headers[CsrfHeader] != "1") throw new AdminRefusal(StatusCodes.Status403Forbidden, $"The header {CsrfHeader}: 1 is missing.");
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        var isOwn = site.Length > 0
            ? site == "same-origin"
            : request.Headers.Origin.ToString() == $"{request.Scheme}://{request.Host.Value}";
        if (!isOwn) throw new AdminRefusal(StatusCodes.Status403Forbidden, "The request comes from another site.");
    }

    private static Task RefuseAsync(HttpContext context, int status, string problem) =>
        AdminCall.WriteAsync(context, status, new AdminProblem(status, problem), InspectionJson.Default.AdminProblem);

    private static string FirstLine(string text) => text.Split(" (Parameter", 2)[0];
}

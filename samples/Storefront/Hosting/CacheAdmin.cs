using Larder.AspNetCore.Admin;
using Storefront.Accounts;

namespace Storefront.Hosting;

/// <summary>Who may look after the cache over HTTP.</summary>
internal static class CacheAdmin
{
    private static readonly string[] s_tokens = ["Larder:Admin:Token", "Larder:Admin:TokenFile", "LARDER_ADMIN_TOKEN"];

    /// <summary>In Development the command <c>larder</c> finds the shop by itself; elsewhere a token opens it if one is set, and else a login with the role admin.</summary>
    public static void MapCacheAdmin(this WebApplication app)
    {
        var endpoints = app.MapLarderAdmin(configure: static options => options.Roles[AccessRules.AdminRole] = AdminRole.Admin);
        var hasToken = s_tokens.Any(name => !string.IsNullOrEmpty(app.Configuration[name]));
        if (!app.Environment.IsDevelopment() && !hasToken) endpoints.RequireAuthorization(AccessRules.Admin);
    }
}

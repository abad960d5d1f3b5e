using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Accounts;

/// <summary>Who may do what. Everybody reads; who is logged in has a profile; an admin changes things.</summary>
internal static class AccessRules
{
    /// <summary>The policy that asks for the role admin.</summary>
    public const string Admin = "Admin";

    public const string AdminRole = "admin";

    public static void Add(AuthorizationOptions options) => options.AddPolicy(Admin, static policy => policy.RequireRole(AdminRole));

    public static void AddPages(RazorPagesOptions pages)
    {
        pages.Conventions.AuthorizePage("/Products/Edit", Admin);
        pages.Conventions.AuthorizePage("/Profile/Profile");
        pages.Conventions.AuthorizePage("/Accounts/Enrol");
    }
}

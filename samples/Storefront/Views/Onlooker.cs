using System.Security.Claims;
using Storefront.Accounts;

namespace Storefront.Views;

/// <summary>Who asks who came: an admin sees everybody, and everybody else himself.</summary>
/// <param name="SeesAll">Whether it is an admin.</param>
/// <param name="Visitor">The number in the own cookie; null for who has none.</param>
internal sealed record Onlooker(bool SeesAll, string? Visitor)
{
    public static Onlooker Of(ClaimsPrincipal user, string? visitor) => new(user.IsInRole(AccessRules.AdminRole), visitor);
}

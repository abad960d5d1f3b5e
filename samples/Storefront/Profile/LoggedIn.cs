using System.Globalization;
using System.Security.Claims;

namespace Storefront.Profile;

internal static class LoggedIn
{
    /// <summary>The id of who is logged in; null for a visitor.</summary>
    public static int? UserId(this ClaimsPrincipal user) =>
        int.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}

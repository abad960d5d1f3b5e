using System.Security.Claims;
using Storefront.Strip;

namespace Storefront.Profile;

internal static class ProfileApi
{
    /// <summary>The profile of who is logged in; <c>null</c> when that user is gone.</summary>
    public static void MapProfileApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/profile", FindAsync).RequireAuthorization();

    private static async Task<IResult> FindAsync(ClaimsPrincipal user, IUserProfiles profiles, PageReads page, CancellationToken cancellationToken)
    {
        UserProfile? profile;
        using (page.MeasureData()) profile = user.UserId() is { } id ? await profiles.FindAsync(id, cancellationToken) : null;
        return profile is null ? TypedResults.Text("null", "application/json") : TypedResults.Ok(profile);
    }
}

using Storefront.Profile;

namespace Storefront.Accounts;

/// <summary>Notes that a user logged in.</summary>
internal sealed class LoginRecord(IUserProfiles profiles, TimeProvider clock)
{
    public Task WriteAsync(int userId, CancellationToken cancellationToken) => profiles.SaveLoginAsync(userId, clock.GetUtcNow(), cancellationToken);
}

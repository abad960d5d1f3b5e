using Storefront.Store;
using Storefront.Store.Seeding;

namespace Storefront.Profile;

internal sealed class UserProfiles(StoreDb db) : IUserProfiles
{
    public async ValueTask<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken) => await db.FindAsync<UserProfile>(
        "SELECT id, username, role, last_login AS LastLogin FROM users WHERE id = @userId", new { userId }, cancellationToken);

    public Task SaveLoginAsync(int userId, DateTimeOffset at, CancellationToken cancellationToken) => db.ExecuteAsync(
        "UPDATE users SET last_login = @at WHERE id = @userId", new { userId, at = SeedPlan.Text(at.UtcDateTime) }, cancellationToken);
}

using Larder.Annotations;

namespace Storefront.Profile;

/// <summary>Profiles of users, read through the cache.</summary>
internal interface IUserProfiles
{
    /// <summary>The profile of a user; null when there is none.</summary>
    [Cached("user_profile:{userId}", "User", Tags = ["user:{userId}"])]
    ValueTask<UserProfile?> FindAsync(int userId, CancellationToken cancellationToken);

    /// <summary>Writes when a user logged in, which changes the profile.</summary>
    [Invalidates(Tags = ["user:{userId}"], When = InvalidationTime.AfterEnd)]
    Task SaveLoginAsync(int userId, DateTimeOffset at, CancellationToken cancellationToken);
}

using Larder.Tiers;

namespace Larder.AspNetCore;

/// <summary>What the caches hold about a user; registered by <c>AddLarderSignOut</c>, which calls it when a user signs out.</summary>
/// <param name="caches">The caches that hold something about users.</param>
/// <param name="options">By what tags and keys.</param>
public sealed class UserData(IReadOnlyList<ICache> caches, LarderSignOutOptions options)
{
    /// <summary>Removes what is cached about a user, on every instance. Tickets stay: the user is not signed out by this.</summary>
    /// <returns>True when every tier honours it; false when the shared tier will be told later.</returns>
    public async ValueTask<bool> ForgetAsync(string userId, CancellationToken cancellationToken = default)
    {
        var isTold = true;
        foreach (var cache in caches)
        {
            foreach (var tag in options.Tags)
                isTold &= await cache.RemoveByTagAsync(tag.Replace("{id}", UserTags.Text(userId), StringComparison.Ordinal), cancellationToken).ConfigureAwait(false);
            foreach (var pattern in options.Keys)
            {
                var keys = pattern.Replace("{id}", Glob.Escape(userId), StringComparison.Ordinal);
                isTold &= (await cache.RemoveByPatternAsync(keys, cancellationToken).ConfigureAwait(false)).IsComplete;
            }
        }

        return isTold;
    }

    /// <summary>Ends all tickets of a user that <c>AddLarderTickets</c> keeps in these caches: signs the user out in every browser.</summary>
    /// <returns>True when every tier honours it; false when the shared tier will be told later.</returns>
    public async ValueTask<bool> SignOutEverywhereAsync(string userId, CancellationToken cancellationToken = default)
    {
        var isTold = true;
        foreach (var cache in caches)
            isTold &= await cache.RemoveByTagAsync(UserTags.Tickets(userId), cancellationToken).ConfigureAwait(false);
        return isTold;
    }
}

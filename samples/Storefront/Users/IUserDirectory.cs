using Larder.Annotations;
using Larder.Lists;

namespace Storefront.Users;

/// <summary>The users, read through the cache as records: every projection of a user shares one of them.</summary>
internal interface IUserDirectory
{
    [CachedRecord(typeof(User))]
    ValueTask<User?> FindAsync(int id, CancellationToken cancellationToken);

    [CachedRecord(typeof(User), By = nameof(User.Email), KeyType = typeof(int))]
    ValueTask<User?> FindByEmailAsync(string email, CancellationToken cancellationToken);

    [CachedRecord(typeof(User))]
    ValueTask<UserId?> FindIdAsync(int id, CancellationToken cancellationToken);

    [CachedRecord(typeof(User))]
    ValueTask<UserContact?> FindContactAsync(int id, CancellationToken cancellationToken);

    /// <summary>A page of the list; all of them are dropped when a user is written.</summary>
    [Cached("user:list:{range.Skip}:{range.Limit}", "Short", Tags = ["user:list"])]
    ValueTask<UserList> ListAsync(PageRange range, CancellationToken cancellationToken);
}

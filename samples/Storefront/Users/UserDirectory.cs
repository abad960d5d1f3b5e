using Larder.Lists;
using Larder.Records;
using Storefront.Store;
using Storefront.Strip;

namespace Storefront.Users;

/// <summary>The users, read through the cache as records: every projection of a user shares one of them.</summary>
internal sealed class UserDirectory(RecordCache<User, int> users, PagedList list, PageReads page, StoreDb db)
{
    /// <summary>The name of the records and of the list, in keys: <c>user:1</c>, <c>user:a@b.c</c>, <c>user:list:0:100</c>.</summary>
    public const string Family = "user";

    public ValueTask<User?> FindAsync(int id, CancellationToken cancellationToken) => page.IsCacheOff
        ? UserQueries.FindAsync(db, id, cancellationToken)
        : users.GetAsync(id, (asked, token) => UserQueries.FindAsync(db, asked, token), cancellationToken);

    public ValueTask<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) => page.IsCacheOff
        ? UserQueries.FindByEmailAsync(db, email, cancellationToken)
        : users.GetByAsync(nameof(User.Email), email, (asked, token) => UserQueries.FindByEmailAsync(db, asked, token), cancellationToken);

    public ValueTask<UserId?> FindIdAsync(int id, CancellationToken cancellationToken) => page.IsCacheOff
        ? UserQueries.FindIdAsync(db, id, cancellationToken)
        : users.GetAsync(id, (asked, token) => UserQueries.FindIdAsync(db, asked, token), cancellationToken);

    public ValueTask<UserContact?> FindContactAsync(int id, CancellationToken cancellationToken) => page.IsCacheOff
        ? UserQueries.FindContactAsync(db, id, cancellationToken)
        : users.GetAsync(id, (asked, token) => UserQueries.FindContactAsync(db, asked, token), cancellationToken);

    public ValueTask<UserList> ListAsync(PageRange range, CancellationToken cancellationToken) => page.IsCacheOff
        ? UserQueries.ListAsync(db, range.Skip, range.Limit, cancellationToken)
        : list.GetAsync(range, (asked, token) => UserQueries.ListAsync(db, asked.Skip, asked.Limit, token), cancellationToken);
}

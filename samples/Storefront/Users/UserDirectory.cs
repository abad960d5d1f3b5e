using Larder.Lists;
using Storefront.Store;

namespace Storefront.Users;

internal sealed class UserDirectory(StoreDb db) : IUserDirectory
{
    public ValueTask<User?> FindAsync(int id, CancellationToken cancellationToken) => UserQueries.FindAsync(db, id, cancellationToken);

    public ValueTask<User?> FindByEmailAsync(string email, CancellationToken cancellationToken) => UserQueries.FindByEmailAsync(db, email, cancellationToken);

    public ValueTask<UserId?> FindIdAsync(int id, CancellationToken cancellationToken) => UserQueries.FindIdAsync(db, id, cancellationToken);

    public ValueTask<UserContact?> FindContactAsync(int id, CancellationToken cancellationToken) => UserQueries.FindContactAsync(db, id, cancellationToken);

    public ValueTask<UserList> ListAsync(PageRange range, CancellationToken cancellationToken) =>
        UserQueries.ListAsync(db, range.Skip, range.Limit, cancellationToken);
}

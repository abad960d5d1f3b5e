using Storefront.Store;

namespace Storefront.Users;

/// <summary>What the users ask of the database; each projection asks for its own columns alone.</summary>
internal static class UserQueries
{
    private const string Columns = "id, display_name AS name, avatar, age, email, birthday";

    public static async ValueTask<User?> FindAsync(StoreDb db, int id, CancellationToken cancellationToken) =>
        (await db.FindAsync<UserRow>($"SELECT {Columns} FROM users WHERE id = @id", new { id }, cancellationToken))?.ToUser();

    public static async ValueTask<User?> FindByEmailAsync(StoreDb db, string email, CancellationToken cancellationToken) =>
        (await db.FindAsync<UserRow>($"SELECT {Columns} FROM users WHERE email = @email", new { email }, cancellationToken))?.ToUser();

    public static async ValueTask<UserId?> FindIdAsync(StoreDb db, int id, CancellationToken cancellationToken) =>
        await db.FindAsync<UserId>("SELECT id FROM users WHERE id = @id", new { id }, cancellationToken);

    public static async ValueTask<UserContact?> FindContactAsync(StoreDb db, int id, CancellationToken cancellationToken) =>
        await db.FindAsync<UserContact>("SELECT id, display_name AS name, email FROM users WHERE id = @id", new { id }, cancellationToken);

    public static async ValueTask<UserList> ListAsync(StoreDb db, int skip, int limit, CancellationToken cancellationToken) => new(
        [.. await db.ListAsync<UserContact>(
            "SELECT id, display_name AS name, email FROM users ORDER BY id LIMIT @limit OFFSET @skip", new { skip, limit }, cancellationToken)],
        skip, limit);
}

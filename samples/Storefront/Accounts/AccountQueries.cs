using Storefront.Store;

namespace Storefront.Accounts;

/// <summary>What logging in asks of the database.</summary>
internal static class AccountQueries
{
    private const string Select =
        """
        SELECT u.id, u.username, u.role, u.password_hash AS PasswordHash, coalesce(l.security_stamp, 'new') AS SecurityStamp,
               l.otp_secret AS OtpSecret, l.locked_until AS LockedUntil
        FROM users u LEFT JOIN user_logins l ON l.user_id = u.id
        """;

    public static Task<Account?> FindAsync(StoreDb db, int id, CancellationToken cancellationToken) =>
        db.FindAsync<Account>($"{Select} WHERE u.id = @id", new { id }, cancellationToken);

    /// <summary>By e-mail if it has an @, else by user name; either in lower case.</summary>
    public static Task<Account?> FindByNameAsync(StoreDb db, string name, CancellationToken cancellationToken) => db.FindAsync<Account>(
        $"{Select} WHERE {(name.Contains('@', StringComparison.Ordinal) ? "u.email" : "u.username")} = @name", new { name }, cancellationToken);

    public static Task<List<Account>> InRoleAsync(StoreDb db, string role, CancellationToken cancellationToken) =>
        db.ListAsync<Account>($"{Select} WHERE u.role = @role", new { role }, cancellationToken);

    /// <summary>The test users, in their order.</summary>
    public static Task<List<Account>> TestUsersAsync(StoreDb db, CancellationToken cancellationToken) =>
        db.ListAsync<Account>($"{Select} WHERE u.is_test = 1 ORDER BY u.id", null, cancellationToken);

    /// <summary>Writes these columns of <c>user_logins</c>, whose names are those of the code and no input.</summary>
    public static Task SaveAsync(StoreDb db, Account account, IEnumerable<string> columns, CancellationToken cancellationToken) => db.ExecuteAsync(
        $"""
        INSERT INTO user_logins (user_id, security_stamp) VALUES (@Id, @SecurityStamp) ON CONFLICT (user_id) DO NOTHING;
        UPDATE user_logins SET {string.Join(", ", columns)} WHERE user_id = @Id;
        """,
        account, cancellationToken);

    public static Task SavePasswordAsync(StoreDb db, Account account, CancellationToken cancellationToken) =>
        db.ExecuteAsync("UPDATE users SET password_hash = @PasswordHash WHERE id = @Id", account, cancellationToken);
}

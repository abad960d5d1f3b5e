using System.Globalization;
using Larder.AspNetCore;
using Larder.Records;
using Storefront.Store;
using Storefront.Store.Seeding;

namespace Storefront.Users;

/// <summary>
/// Writes users: the database first, then their records. An update keeps the record, under its number and its e-mail alike; a deletion leaves nothing of it,
/// also nothing that a reader stores who asked the database before.
/// </summary>
internal sealed class UserWriter(RecordCache<User, int> records, UserData cached, StoreDb db, TimeProvider clock)
{
    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public ValueTask<User> CreateAsync(UserDraft draft, CancellationToken cancellationToken) =>
        records.CreateAsync(async token => draft.Of(await InsertAsync(draft.Of(0, Today), token), Today), cancellationToken);

    /// <returns>False when there is no such user.</returns>
    public ValueTask<bool> ChangeAsync(int id, UserDraft draft, CancellationToken cancellationToken)
    {
        var user = draft.Of(id, Today);
        return records.UpdateAsync(id, new { user.Name, user.Email, user.Avatar, user.Age, user.Birthday }, async token => await SaveAsync(user, token) == 1, cancellationToken);
    }

    /// <summary>Deletes a user, who is logged out everywhere by that, and whose profile nobody sees any more.</summary>
    /// <returns>False when there was no such user.</returns>
    public async ValueTask<bool> DeleteAsync(int id, CancellationToken cancellationToken)
    {
        if (!await records.DeleteAsync(id, async token => await db.ExecuteAsync("DELETE FROM users WHERE id = @id", new { id }, token) == 1, cancellationToken)) return false;
        var user = id.ToString(CultureInfo.InvariantCulture);
        await cached.SignOutEverywhereAsync(user, CancellationToken.None);
        await cached.ForgetAsync(user, CancellationToken.None);
        return true;
    }

    private Task<int> SaveAsync(User user, CancellationToken cancellationToken) => db.ExecuteAsync(
        "UPDATE users SET display_name = @Name, email = @Email, avatar = @Avatar, age = @Age, birthday = @birthday WHERE id = @Id",
        new { user.Id, user.Name, user.Email, user.Avatar, user.Age, birthday = Iso(user.Birthday) }, cancellationToken);

    private Task<int> InsertAsync(User user, CancellationToken cancellationToken) => db.GetAsync<int>(
        """
        INSERT INTO users (username, email, display_name, role, is_test, created_at, password_hash, avatar, age, birthday)
        VALUES (@Email, @Email, @Name, 'customer', 0, @at, '', @Avatar, @Age, @birthday)
        RETURNING id
        """,
        new { user.Name, user.Email, user.Avatar, user.Age, birthday = Iso(user.Birthday), at = SeedPlan.Text(clock.GetUtcNow().UtcDateTime) },
        cancellationToken);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

using System.Globalization;
using Larder.Counting;
using Microsoft.AspNetCore.Identity;
using Storefront.Store;
using Storefront.Store.Seeding;

namespace Storefront.Accounts;

/// <summary>
/// The users as ASP.NET Core Identity asks for them, over the shop's database. Failures are counted in the counters that all instances share: two that come at
/// once are two, and counting costs as much for a name that nobody has.
/// </summary>
internal sealed class AccountStore(StoreDb db, AdminCredentials admin, TestAccounts tests, ICounters counters) :
    IUserPasswordStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserTwoFactorStore<Account>, IUserLockoutStore<Account>, IUserSecurityStampStore<Account>,
    IUserRoleStore<Account>
{
    /// <summary>How long failures are remembered after the last one.</summary>
    public static readonly TimeSpan FailuresKept = TimeSpan.FromMinutes(15);

    private readonly HashSet<string> _changes = [];
    private bool _hasNewPassword;

    public static string FailuresOf(int id) => $"login:failed:{id.ToString(CultureInfo.InvariantCulture)}";

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? Of(await AccountQueries.FindAsync(db, id, cancellationToken)) : null;

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Of(await AccountQueries.FindByNameAsync(db, normalizedUserName, cancellationToken));

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        if (_changes.Count > 0) await AccountQueries.SaveAsync(db, user, _changes, cancellationToken);
        if (_hasNewPassword) await AccountQueries.SavePasswordAsync(db, user, cancellationToken);
        _changes.Clear();
        _hasNewPassword = false;
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw NotHere();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw NotHere();

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Username);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Username);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw NotHere();

    /// <summary>Names are kept in lower case, which is how they are looked for.</summary>
    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        _hasNewPassword = true;
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.OtpSecret);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) => Change("otp_secret = @OtpSecret", () => user.OtpSecret = key);

    /// <summary>Who has an authenticator uses it: there is no switch beside it.</summary>
    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.OtpSecret is not null);

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => throw NotHere();

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => 
        Change("security_stamp = @SecurityStamp", () => user.SecurityStamp = stamp);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => throw NotHere();

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.LockedUntil is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default(DateTimeOffset?));

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Change("locked_until = @LockedUntil", () => user.LockedUntil = lockoutEnd?.ToUnixTimeSeconds());

    public async Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        (int)await counters.GetAsync(FailuresOf(user.Id), cancellationToken);

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) =>
        (int)await counters.AddAsync(FailuresOf(user.Id), 1, FailuresKept, cancellationToken);

    public async Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        var failures = await counters.GetAsync(FailuresOf(user.Id), cancellationToken);
        if (failures > 0) await counters.AddAsync(FailuresOf(user.Id), -failures, FailuresKept, cancellationToken);
    }

    public Task<IList<string>> GetRolesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<IList<string>>([user.Role]);

    public Task<bool> IsInRoleAsync(Account user, string roleName, CancellationToken cancellationToken) =>
        Task.FromResult(string.Equals(user.Role, roleName, StringComparison.OrdinalIgnoreCase));

    public async Task<IList<Account>> GetUsersInRoleAsync(string roleName, CancellationToken cancellationToken) =>
        await AccountQueries.InRoleAsync(db, roleName, cancellationToken);

    public Task AddToRoleAsync(Account user, string roleName, CancellationToken cancellationToken) => throw NotHere();

    public Task RemoveFromRoleAsync(Account user, string roleName, CancellationToken cancellationToken) => throw NotHere();

    public void Dispose()
    {
    }

    // The public credentials of the sample are nobody's where they are not allowed.
    private Account? Of(Account? account)
    {
        if (account is null) return null;
        if (!tests.MayLogIn && account.PasswordHash == SeedCredentials.PasswordHash) account.PasswordHash = null;
        admin.Overlay(account);
        return account;
    }

    private Task Change(string column, Action change)
    {
        change();
        _changes.Add(column);
        return Task.CompletedTask;
    }

    private static NotSupportedException NotHere() => new("Logging in changes no names and no roles; the users' own pages do.");
}

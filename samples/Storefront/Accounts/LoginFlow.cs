using System.Globalization;
using Larder.Counting;
using Microsoft.AspNetCore.Identity;
using Storefront.Store.Seeding;

namespace Storefront.Accounts;

/// <summary>
/// Logging in: password, then one-time password. Whoever tries learns nothing of which names there are: an unknown name costs as many lookups, counts and
/// rounds of hashing as a wrong password, and gets the same answer; so does an account that is locked.
/// </summary>
internal sealed class LoginFlow(
    SignInManager<Account> signIn, IPasswordHasher<Account> hasher, LoginTries tries, ICounters counters, LoginRecord record)
{
    private const int LongestName = 254;
    public const int LongestPassword = 128;
    private const int NobodyId = 0;

    private static readonly Account Nobody = new();

    public async Task<LoginOutcome> ByPasswordAsync(string? name, string? password, CancellationToken cancellationToken)
    {
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || password is not { Length: > 0 and <= LongestPassword }) return LoginOutcome.Wrong;

        var account = await signIn.UserManager.FindByNameAsync(name);
        if (!await tries.TakeAsync(PasswordOf(account, name), cancellationToken)) return LoginOutcome.TooMany;
        if (account?.PasswordHash is null) return await RefuseNobodyAsync(password, cancellationToken);

        var result = await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true);
        if (result.IsLockedOut) return await RefuseNobodyAsync(password, cancellationToken);
        if (result.RequiresTwoFactor) return LoginOutcome.NeedsCode;
        if (!result.Succeeded) return LoginOutcome.Wrong;

        await EnterAsync(account, cancellationToken);
        return LoginOutcome.LoggedIn;
    }

    public async Task<LoginOutcome> ByCodeAsync(string? code, CancellationToken cancellationToken)
    {
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account) return LoginOutcome.Expired;
        if (!await tries.TakeAsync(CodeOf(account), cancellationToken)) return LoginOutcome.TooMany;

        var result = await signIn.TwoFactorAuthenticatorSignInAsync(code ?? "", isPersistent: false, rememberClient: false);
        if (result.IsLockedOut) return LoginOutcome.TooMany;
        if (!result.Succeeded) return LoginOutcome.Wrong;

        await EnterAsync(account, cancellationToken);
        return LoginOutcome.LoggedIn;
    }

    private async Task EnterAsync(Account account, CancellationToken cancellationToken)
    {
        await tries.ForgetAsync(PasswordOf(account, account.Username), cancellationToken);
        await tries.ForgetAsync(CodeOf(account), cancellationToken);
        await record.WriteAsync(account.Id, cancellationToken);
    }

    /// <summary>Does what a wrong password would have cost.</summary>
    private async Task<LoginOutcome> RefuseNobodyAsync(string password, CancellationToken cancellationToken)
    {
        hasher.VerifyHashedPassword(Nobody, SeedCredentials.PasswordHash, password);
        await counters.AddAsync(AccountStore.FailuresOf(NobodyId), 1, AccountStore.FailuresKept, cancellationToken);
        return LoginOutcome.Wrong;
    }

    private static string PasswordOf(Account? account, string name) =>
        account is null ? $"password:name:{name.ToLowerInvariant()}" : string.Create(CultureInfo.InvariantCulture, $"password:{account.Id}");

    private static string CodeOf(Account account) => string.Create(CultureInfo.InvariantCulture, $"code:{account.Id}");
}

using System.Globalization;
using Larder.Counting;
using Larder.Tiers;
using Microsoft.AspNetCore.Identity;
using Storefront.Profile;
using Storefront.Store.Seeding;

namespace Storefront.Accounts;

/// <summary>
/// Logging in: password, then one-time password. Whoever tries learns nothing of which names there are: an unknown name costs as many lookups, counts and
/// rounds of hashing as a wrong password, and gets the same answer; so does an account that is locked.
/// </summary>
internal sealed class LoginFlow(
    SignInManager<Account> signIn, IPasswordHasher<Account> hasher, LoginTries tries, ICounters counters, LoginRecord record)
{
    public const int LongestPassword = 128;
    private const int LongestName = 254;
    private const int NobodyId = 0;

    private static readonly Account Nobody = new();

    public async Task<LoginOutcome> ByPasswordAsync(string? name, string? password, CancellationToken cancellationToken)
    {
        if (await EndOtherLoginAsync()) return LoginOutcome.WasLoggedIn;
        name = name?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || password is not { Length: > 0 and <= LongestPassword }) return LoginOutcome.Wrong;

        var account = await signIn.UserManager.FindByNameAsync(name);
        if (!await tries.TakeAsync(PasswordOf(account, name), cancellationToken)) return LoginOutcome.TooMany;
        if (account?.PasswordHash is not { Length: > 0 } || await signIn.UserManager.IsLockedOutAsync(account)) return await RefuseNobodyAsync(password, cancellationToken);

        return await EnterAsync(
            account, async () => OutcomeOf(await signIn.PasswordSignInAsync(account, password, isPersistent: false, lockoutOnFailure: true)), cancellationToken);
    }

    public async Task<LoginOutcome> ByCodeAsync(string? code, CancellationToken cancellationToken)
    {
        if (await EndOtherLoginAsync()) return LoginOutcome.WasLoggedIn;
        if (await signIn.GetTwoFactorAuthenticationUserAsync() is not { } account) return LoginOutcome.Expired;
        if (!await tries.TakeAsync(CodeOf(account), cancellationToken)) return LoginOutcome.TooMany;

        return await EnterAsync(account, async () =>
        {
            var result = await signIn.TwoFactorAuthenticatorSignInAsync(code ?? "", isPersistent: false, rememberClient: false);
            // Who knows the password may know that the account is locked.
            return result.IsLockedOut ? LoginOutcome.TooMany : OutcomeOf(result);
        }, cancellationToken);
    }

    private static LoginOutcome OutcomeOf(SignInResult result) => result switch
    {
        { Succeeded: true } => LoginOutcome.LoggedIn,
        { RequiresTwoFactor: true } => LoginOutcome.NeedsCode,
        _ => LoginOutcome.Wrong,
    };

    private async Task<LoginOutcome> EnterAsync(Account account, Func<Task<LoginOutcome>> enter, CancellationToken cancellationToken)
    {
        try
        {
            if (await enter() is not LoginOutcome.LoggedIn and var outcome) return outcome;

            // Whoever planted the session's id has nothing of what comes after the login.
            if (!await signIn.Context.RotateSessionAsync(cancellationToken))
            {
                await signIn.SignOutAsync();
                return LoginOutcome.Away;
            }
        }
        catch (TierException)
        {
            return LoginOutcome.Away;
        }

        await tries.ForgetAsync(PasswordOf(account, account.Username), cancellationToken);
        await tries.ForgetAsync(CodeOf(account), cancellationToken);
        await record.WriteAsync(account.Id, cancellationToken);
        return LoginOutcome.LoggedIn;
    }

    /// <summary>
    /// A login under a login would go on under the same ticket, and who planted that one would be logged in as the other. It ends first, and what follows is
    /// another request.
    /// </summary>
    private async Task<bool> EndOtherLoginAsync()
    {
        if (signIn.Context.User.UserId() is null) return false;
        await signIn.SignOutAsync();
        return true;
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

using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Storefront.Accounts;

/// <summary>Sets up an authenticator: whoever found an open browser needs the password too, and the app has to show a right code first.</summary>
internal sealed class EnrolFlow(
    SignInManager<Account> signIn, IUserAuthenticatorKeyStore<Account> keys, OneTimePasswordProvider codes, LoginTries tries)
{
    public async Task<LoginOutcome> ConfirmAsync(Account account, string secret, EnrolForm form, CancellationToken cancellationToken)
    {
        var what = string.Create(CultureInfo.InvariantCulture, $"enrol:{account.Id}");
        if (!await tries.TakeAsync(what, cancellationToken)) return LoginOutcome.TooMany;
        if (!await IsPasswordAsync(account, form.Password)) return LoginOutcome.Wrong;
        if (!await codes.UseAsync(account, secret, form.Code ?? "", cancellationToken)) return LoginOutcome.NeedsCode;

        // With a new stamp, logins elsewhere end; this one goes on.
        await keys.SetAuthenticatorKeyAsync(account, secret, cancellationToken);
        await signIn.UserManager.UpdateSecurityStampAsync(account);
        await signIn.RefreshSignInAsync(account);
        await tries.ForgetAsync(what, cancellationToken);
        return LoginOutcome.LoggedIn;
    }

    private async Task<bool> IsPasswordAsync(Account account, string? password) =>
        password is { Length: > 0 and <= LoginFlow.LongestPassword }
        && (await signIn.CheckPasswordSignInAsync(account, password, lockoutOnFailure: true)).Succeeded;
}

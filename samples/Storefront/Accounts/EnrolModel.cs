using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Accounts;

/// <summary>Shows a new secret as a QR code and as text, and keeps it once the app has shown a right code.</summary>
internal sealed class EnrolModel(UserManager<Account> users, EnrolFlow flow, Enrolment enrolment) : PageModel
{
    public string ReturnUrl { get; private set; } = "/profile";

    public string Secret { get; private set; } = "";

    public QrCode Qr { get; private set; } = new(0, "");

    public string Offer { get; private set; } = "";

    public string? Problem { get; private set; }

    /// <summary>The admin's secret comes from the settings: it is shown and can't be changed here.</summary>
    public bool IsFixed { get; private set; }

    public bool HasAuthenticator { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? returnUrl)
    {
        if (await users.GetUserAsync(User) is not { } account) return Challenge();
        ReturnUrl = Url.IsLocalUrl(returnUrl) ? returnUrl : "/profile";
        Show(account, Enrolment.NewSecret());
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] EnrolForm form, CancellationToken cancellationToken)
    {
        if (await users.GetUserAsync(User) is not { } account) return Challenge();
        ReturnUrl = Url.IsLocalUrl(form.ReturnUrl) ? form.ReturnUrl : "/profile";
        if (AdminCredentials.IsAdmin(account)) return Again(account, Enrolment.NewSecret(), LoginOutcome.Wrong, "The admin's authenticator is set up in the settings.");
        if (enrolment.Take(account.Id, form.Offer) is not { } secret)
            return Again(account, Enrolment.NewSecret(), LoginOutcome.Wrong, "This page was open for too long. Scan the new code.");

        var outcome = await flow.ConfirmAsync(account, secret, form, cancellationToken);
        return outcome == LoginOutcome.LoggedIn
            ? LocalRedirect(ReturnUrl)
            : Again(account, secret, outcome, outcome == LoginOutcome.Wrong ? "The password is not right." : Wording.WrongCode);
    }

    private PageResult Again(Account account, string secret, LoginOutcome outcome, string wrong)
    {
        Problem = this.Refuse(outcome, wrong);
        Show(account, secret);
        return Page();
    }

    private void Show(Account account, string secret)
    {
        IsFixed = AdminCredentials.IsAdmin(account);
        HasAuthenticator = account.OtpSecret is not null;
        Secret = IsFixed ? account.OtpSecret! : secret;
        Qr = QrCode.Of(Enrolment.AddressOf(account.Username, Secret));
        Offer = IsFixed ? "" : enrolment.Offer(account.Id, secret);
    }
}

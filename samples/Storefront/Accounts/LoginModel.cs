using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Profile;

namespace Storefront.Accounts;

/// <summary>The first step of logging in: name and password.</summary>
internal sealed class LoginModel(LoginFlow flow, TestAccounts tests) : PageModel
{
    public string ReturnUrl { get; private set; } = "/";

    /// <summary>What was typed, to be shown again; the password never is.</summary>
    public string? Name { get; private set; }

    public string? Problem { get; private set; }

    public bool HasTestUsers => tests.MayLogIn;

    public IActionResult OnGet(string? returnUrl)
    {
        ReturnUrl = Url.Local(returnUrl);
        return User.UserId() is null ? Page() : LocalRedirect(returnUrl is null ? "/profile" : ReturnUrl);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] LoginForm form, CancellationToken cancellationToken)
    {
        (Name, ReturnUrl) = (form.Name, Url.Local(form.ReturnUrl));
        var outcome = await flow.ByPasswordAsync(form.Name, form.Password, cancellationToken);
        var returnUrl = Uri.EscapeDataString(ReturnUrl);
        switch (outcome)
        {
            case LoginOutcome.LoggedIn: return Redirect($"/account/totp/enroll?returnUrl={returnUrl}");
            case LoginOutcome.NeedsCode: return Redirect($"/login/totp?returnUrl={returnUrl}");
            case LoginOutcome.WasLoggedIn: return Redirect($"/login?returnUrl={returnUrl}");
            default:
                Problem = this.Refuse(outcome, "This name and this password do not belong together.");
                return Page();
        }
    }
}

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Accounts;

/// <summary>The second step of logging in: the one-time password.</summary>
internal sealed class CodeModel(LoginFlow flow, TestAccounts tests) : PageModel
{
    public string ReturnUrl { get; private set; } = "/";

    public string? Problem { get; private set; }

    public bool HasTestUsers => tests.MayLogIn;

    public void OnGet(string? returnUrl) => ReturnUrl = Url.Local(returnUrl);

    public async Task<IActionResult> OnPostAsync([FromForm] string? code, [FromForm] string? returnUrl, CancellationToken cancellationToken)
    {
        ReturnUrl = Url.Local(returnUrl);
        var outcome = await flow.ByCodeAsync(code, cancellationToken);
        switch (outcome)
        {
            case LoginOutcome.LoggedIn: return LocalRedirect(ReturnUrl);
            case LoginOutcome.Expired or LoginOutcome.WasLoggedIn: return Redirect($"/login?returnUrl={Uri.EscapeDataString(ReturnUrl)}");
            default:
                Problem = this.Refuse(outcome, Wording.WrongCode);
                return Page();
        }
    }
}

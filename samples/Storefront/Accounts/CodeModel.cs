using System.Globalization;
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
        switch (await flow.ByCodeAsync(code, cancellationToken))
        {
            case LoginOutcome.LoggedIn:
                return LocalRedirect(ReturnUrl);
            case LoginOutcome.Expired:
                return Redirect($"/login?returnUrl={Uri.EscapeDataString(ReturnUrl)}");
            case LoginOutcome.TooMany:
                Problem = Wording.TooMany;
                Response.StatusCode = StatusCodes.Status429TooManyRequests;
                Response.Headers.RetryAfter = LoginTries.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
                return Page();
            default:
                Problem = Wording.WrongCode;
                Response.StatusCode = StatusCodes.Status400BadRequest;
                return Page();
        }
    }
}

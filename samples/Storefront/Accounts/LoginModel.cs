using System.Globalization;
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
        return await flow.ByPasswordAsync(form.Name, form.Password, cancellationToken) switch
        {
            LoginOutcome.LoggedIn => Redirect($"/account/totp/enroll?returnUrl={Uri.EscapeDataString(ReturnUrl)}"),
            LoginOutcome.NeedsCode => Redirect($"/login/totp?returnUrl={Uri.EscapeDataString(ReturnUrl)}"),
            LoginOutcome.TooMany => TooMany(),
            _ => Wrong(),
        };
    }

    private PageResult Wrong()
    {
        Problem = "This name and this password do not belong together.";
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }

    private PageResult TooMany()
    {
        Problem = Wording.TooMany;
        Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Response.Headers.RetryAfter = LoginTries.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Page();
    }
}

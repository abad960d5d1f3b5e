using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Storefront.Accounts;

/// <summary>What several pages say, and the status that goes with it.</summary>
internal static class Wording
{
    public const string WrongCode = "This code is not right, or it was used before. Take the one that the app shows now.";

    /// <summary>The sentence for a try that failed; <paramref name="wrong"/> where what was typed is wrong.</summary>
    public static string Refuse(this PageModel page, LoginOutcome outcome, string wrong)
    {
        page.Response.StatusCode = outcome switch
        {
            LoginOutcome.TooMany => StatusCodes.Status429TooManyRequests,
            LoginOutcome.Away => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status400BadRequest,
        };
        if (outcome == LoginOutcome.TooMany) page.Response.Headers.RetryAfter = LoginTries.Pause.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return outcome switch
        {
            LoginOutcome.TooMany => "Too many tries. Wait five minutes, then try again.",
            LoginOutcome.Away => "Nobody can log in just now: the place where logins are kept does not answer. Try again.",
            _ => wrong,
        };
    }
}

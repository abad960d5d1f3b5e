using System.Security.Cryptography;
using Larder.Counting;
using Larder.Tiers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Shared;

namespace Storefront.Advertising;

/// <summary>The advertisement, which counts its views by day and knows who came before.</summary>
internal sealed class AdModel(DayCounters views, Visitors visitors, VisitorCookie cookie) : PageModel
{
    /// <summary>What the counters have, this view included.</summary>
    public DayTally Views { get; private set; }

    public bool ShowsAll { get; private set; }

    public long Shown => ShowsAll ? Views.Total : Views.Today;

    /// <summary>False for who was here today already: a view more, and no visitor more.</summary>
    public bool IsFirstToday { get; private set; }

    /// <summary>How many different visitors came today; null while that can't be told.</summary>
    public VisitorCount? Today { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        ShowsAll = Request.Query.ContainsKey("all");
        // The answer of the addition itself: what is asked for afterwards may be another visitor's number.
        Views = await views.AddAsync(AdCounter.Views, cancellationToken: cancellationToken);
        IsFirstToday = await RememberAsync(cancellationToken);
        if (!Request.WantsHtml()) return Content(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"42 - {Shown}"), "text/plain; charset=utf-8");

        Today = await CountAsync(cancellationToken);
        return Page();
    }

    /// <summary>
    /// Who asks as a browser does is a visitor at once. Another client is one as soon as it shows the cookie that it was given: one that keeps no cookies
    /// would be a new visitor with each call.
    /// </summary>
    private async Task<bool> RememberAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (cookie.Read(Request) is not { } visitor)
            {
                visitor = cookie.Give(HttpContext);
                if (!Request.WantsHtml()) return false;
            }

            return await visitors.RecordAsync(AdCounter.Visitors, visitor, cancellationToken);
        }
        catch (Exception failure) when (failure is TierException or CryptographicException)
        {
            // Its place has been away for so long that no more visits fit here, or the key of the cookie is there too: the page is shown all the same.
            return false;
        }
    }

    private async Task<VisitorCount?> CountAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await visitors.CountAsync(AdCounter.Visitors, visitors.Today, cancellationToken);
        }
        catch (TierException)
        {
            return null;
        }
    }
}

using System.Globalization;
using Larder.Counting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Advertising;
using Storefront.Errors;
using Storefront.Shared;

namespace Storefront.Views;

/// <summary>How often the advertisement was seen, and by whom.</summary>
internal sealed class ViewsModel(AdFigures figures, VisitorCookie cookie) : PageModel
{
    public AdDay Day { get; private set; } = null!;

    public IReadOnlyList<DayCount> Month { get; private set; } = [];

    public VisitorCount? MonthVisitors { get; private set; }

    public long Total { get; private set; }

    public Onlooker Onlooker { get; private set; } = null!;

    public BarChart Chart => new([.. Month.Select(static day => ((double)day.Value, $"{Iso(day.Day)}: {Text.Counted(day.Value, "view", "views")}"))]);

    public async Task<IActionResult> OnGetAsync(string? day, CancellationToken cancellationToken)
    {
        var asked = figures.Today;
        if (!string.IsNullOrEmpty(day) && !DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out asked))
            return this.Refuse(StatusCodes.Status400BadRequest, "day is a day such as 2026-03-31.");

        Onlooker = Onlooker.Of(User, cookie.Read(Request));
        Day = await figures.DayAsync(asked, Onlooker, cancellationToken);
        Month = await figures.MonthAsync(cancellationToken);
        MonthVisitors = await figures.MonthVisitorsAsync(cancellationToken);
        Total = await figures.TotalAsync(cancellationToken);
        return Page();
    }

    /// <summary>Forgets who asks, on all days.</summary>
    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (cookie.Read(Request) is { } visitor && !await figures.ForgetAsync(visitor, cancellationToken))
            return this.Refuse(StatusCodes.Status503ServiceUnavailable, "The visits can't be reached now, so you are not forgotten yet. Ask again later.");

        cookie.Forget(HttpContext);
        return Redirect("/views");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

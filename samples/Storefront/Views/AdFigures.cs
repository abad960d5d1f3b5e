using System.Globalization;
using Larder.Counting;
using Larder.Tiers;
using Storefront.Advertising;

namespace Storefront.Views;

/// <summary>The figures of the advertisement, from its counters and its visitors.</summary>
internal sealed class AdFigures(DayCounters views, Visitors visitors)
{
    private const int Month = 30;
    private const int Shown = 8;
    private const int Latest = 50;

    public DateOnly Today => views.Today;

    public DateOnly First => Today.AddDays(1 - Month);

    /// <summary>The figures of a day, with those visitors that this onlooker may see.</summary>
    public async Task<AdDay> DayAsync(DateOnly day, Onlooker onlooker, CancellationToken cancellationToken)
    {
        var count = await views.DayAsync(AdCounter.Views, day, cancellationToken);
        var iso = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        try
        {
            var unique = await visitors.CountAsync(AdCounter.Visitors, day, cancellationToken);
            var visits = await VisitsAsync(day, onlooker, cancellationToken);
            return new AdDay(iso, count, unique.Count, unique.Precision.ToString().ToLowerInvariant())
            {
                Visitors = [.. visits.Select(static visit => new AdVisit(visit.Visitor.Length > Shown ? visit.Visitor[..Shown] : visit.Visitor, visit.At))],
            };
        }
        catch (TierException)
        {
            return new AdDay(iso, count, null, null);
        }
    }

    /// <summary>The views of the last thirty days.</summary>
    public ValueTask<IReadOnlyList<DayCount>> MonthAsync(CancellationToken cancellationToken) => views.DaysAsync(AdCounter.Views, First, Today, cancellationToken);

    public ValueTask<long> TotalAsync(CancellationToken cancellationToken) => views.TotalAsync(AdCounter.Views, cancellationToken);

    /// <summary>Different visitors of the last thirty days; null while that can't be told.</summary>
    public async Task<VisitorCount?> MonthVisitorsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await visitors.EstimateAsync(AdCounter.Visitors, First, Today, cancellationToken);
        }
        catch (TierException)
        {
            return null;
        }
    }

    /// <returns>False when the visitor can't be forgotten now.</returns>
    public async Task<bool> ForgetAsync(string visitor, CancellationToken cancellationToken)
    {
        try
        {
            await visitors.ForgetAsync(visitor, cancellationToken);
            return true;
        }
        catch (TierException)
        {
            return false;
        }
    }

    private async Task<IEnumerable<Visit>> VisitsAsync(DateOnly day, Onlooker onlooker, CancellationToken cancellationToken)
    {
        if (onlooker.SeesAll) return await visitors.ListAsync(AdCounter.Visitors, day, new VisitPage { Take = Latest }, cancellationToken);
        if (onlooker.Visitor is not { } self) return [];
        var among = await visitors.ListAsync(AdCounter.Visitors, day, new VisitPage { Take = VisitPage.Most }, cancellationToken);
        return among.Where(visit => visit.Visitor == self);
    }
}

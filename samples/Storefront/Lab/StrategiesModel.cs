using System.Globalization;
using Larder.Backing;
using Larder.Journal;
using Larder.Tiers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;

namespace Storefront.Lab;

/// <summary>The three ways in which a write reaches database and cache, side by side.</summary>
internal sealed class StrategiesModel(IEnumerable<ILabRun> runs, IServiceProvider services) : PageModel
{
    private const int MostWrites = 200;

    public IReadOnlyList<LabView> Views { get; private set; } = [];

    /// <summary>How many acknowledged writes wait for the database; null without a journal, or while it can't be asked.</summary>
    public long? Waiting { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        List<LabView> views = [];
        foreach (var run in runs) views.Add(await run.LookAsync(cancellationToken));
        Views = views;
        Waiting = await WaitingAsync(cancellationToken);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? strategy, [FromForm] string? writes, CancellationToken cancellationToken)
    {
        var run = Enum.TryParse<WriteStrategy>(strategy, ignoreCase: true, out var asked) ? runs.FirstOrDefault(one => one.Strategy == asked) : null;
        if (run is null) return this.Refuse(StatusCodes.Status400BadRequest, "The strategy is around, through or behind.");
        if (!int.TryParse(writes, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostWrites)
            return this.Refuse(StatusCodes.Status400BadRequest, $"Write 1 to {MostWrites} times.");

        await run.RunAsync(count, cancellationToken);
        return Redirect("/lab/strategies");
    }

    private async Task<long?> WaitingAsync(CancellationToken cancellationToken)
    {
        try
        {
            return services.GetService<PendingWrites>() is { } pending ? (await pending.MeasureAsync(cancellationToken)).Records : null;
        }
        catch (TierException)
        {
            return null;
        }
    }
}

using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Gates;

namespace Storefront.Lab.Outages;

internal sealed class OutageModel(ShopGates gates, OutageBoard board, OutageRun run) : PageModel
{
    private const int Seconds = 2;

    public ImmutableArray<OutageResult> Results => board.Results;

    public IEnumerable<(string Name, string Field, Gate Gate)> Gates => [("Shared tier", "tier", gates.SharedTier), ("Database", "database", gates.Database)];

    /// <summary>The delays that can be chosen, in milliseconds.</summary>
    public IReadOnlyList<int> Delays { get; } = [0, 50, 200, 1_000];

    public double DelayMs => gates.DatabaseDelay.Milliseconds;

    public async Task<IActionResult> OnPostAsync([FromForm] string? tier, [FromForm] string? database, [FromForm] string? delay, CancellationToken cancellationToken)
    {
        if (!TryRead(tier, out var tierState) || !TryRead(database, out var databaseState))
            return this.Refuse(StatusCodes.Status400BadRequest, "A gate is open, closed or hanging.");
        if (!gates.TryDelayDatabase(delay)) return this.Refuse(StatusCodes.Status400BadRequest, GateOrders.DelayRule);

        gates.SharedTier.Set(tierState);
        gates.Database.Set(databaseState);
        await run.RunAsync(Seconds, cancellationToken);
        return Redirect("/lab/outage");
    }

    private static bool TryRead(string? text, out GateState state) => Enum.TryParse(text, ignoreCase: true, out state) && Enum.IsDefined(state);
}

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

    public async Task<IActionResult> OnPostAsync([FromForm] string? tier, [FromForm] string? database, CancellationToken cancellationToken)
    {
        if (!TryRead(tier, out var tierState) || !TryRead(database, out var databaseState))
            return this.Refuse(StatusCodes.Status400BadRequest, "A gate is open, closed or hanging.");

        gates.SharedTier.Set(tierState);
        gates.Database.Set(databaseState);
        await run.RunAsync(Seconds, cancellationToken);
        return Redirect("/lab/outage");
    }

    private static bool TryRead(string? text, out GateState state) => Enum.TryParse(text, ignoreCase: true, out state) && Enum.IsDefined(state);
}

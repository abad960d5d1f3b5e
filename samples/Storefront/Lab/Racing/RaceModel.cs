using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Storefront.Errors;
using Storefront.Gates;
using Storefront.Shared;

namespace Storefront.Lab.Racing;

internal sealed class RaceModel(RaceBoard board, RaceRun run, ShopGates gates) : PageModel
{
    public RaceOrder Order => board.Last?.Order ?? new RaceOrder(RaceOrder.User, 100, 5_000);

    public RaceResult? Last => board.Last;

    public double DbLatencyMs => gates.DatabaseDelay.Milliseconds;

    public async Task<IActionResult> OnPostAsync([FromForm] string? what, [FromForm] string? users, [FromForm] string? queries, CancellationToken cancellationToken)
    {
        if (RaceOrder.Read(what, users, queries) is not { } order) return this.Refuse(StatusCodes.Status400BadRequest, RaceOrder.Rule);
        await run.RunAsync(order, cancellationToken);
        return Redirect("/lab/race");
    }

    /// <summary>A side on the common axis; a step that one query in a thousand falls into is seen, too.</summary>
    public static BarChart Chart(RaceSide side) => new([.. side.Steps.Select((count, step) =>
        (Math.Log10(1 + count), $"from {LatencyScale.Begin(step):0.0000} ms: {Text.Counted(count, "query", "queries")}"))]);
}

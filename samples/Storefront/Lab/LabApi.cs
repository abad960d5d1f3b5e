using Storefront.Errors;
using Storefront.Gates;
using Storefront.Lab.Fleet;
using Storefront.Lab.Outages;
using Storefront.Lab.Racing;
using Storefront.Lab.Stampedes;
using Storefront.Lab.Visiting;
using Storefront.Settings;

namespace Storefront.Lab;

/// <summary>The lab for scripts. A form of another site can't send the header that each call needs.</summary>
internal static class LabApi
{
    public const string Header = "X-Lab";

    public static void MapLabApi(this WebApplication app)
    {
        if (!LabSwitch.IsOn(app.Configuration, app.Environment)) return;
        var lab = app.MapGroup("/lab/api").AddEndpointFilter(static async (call, next) =>
            call.HttpContext.Request.Headers.ContainsKey(Header) ? await next(call) : Problem.BadRequest($"Send the header {Header}: 1 with each call."));
        lab.MapPost("race", RaceAsync);
        lab.MapPost("stampede", StampedeAsync);
        lab.MapPost("outage", OutageAsync);
        lab.MapPost("gates", MoveGates);
        lab.MapPost("coherence", CoherenceAsync);
        lab.MapPost("visitor", LetWalk);
    }

    private static async Task<IResult> RaceAsync(string? what, string? users, string? queries, RaceRun run, CancellationToken cancellationToken) =>
        RaceOrder.Read(what, users, queries) is { } order ? TypedResults.Ok(await run.RunAsync(order, cancellationToken)) : Problem.BadRequest(RaceOrder.Rule);

    private static async Task<IResult> StampedeAsync(string? callers, StampedeRun run, CancellationToken cancellationToken) =>
        LabNumber.Read(callers, StampedeRun.Usual, 1, StampedeRun.Most) is { } count
            ? TypedResults.Ok(await run.RunAsync(count, cancellationToken))
            : Problem.BadRequest(StampedeRun.Rule);

    private static async Task<IResult> OutageAsync(string? seconds, OutageRun run, CancellationToken cancellationToken) =>
        LabNumber.Read(seconds, 2, 1, 10) is { } count ? TypedResults.Ok(await run.RunAsync(count, cancellationToken)) : Problem.BadRequest("seconds is a whole number from 1 to 10.");

    private static IResult MoveGates(string? tier, string? database, string? delay, ShopGates gates)
    {
        if (!Move(gates.SharedTier, tier) || !Move(gates.Database, database)) return Problem.BadRequest("tier and database are open, closed or hanging.");
        if (!gates.TryDelayDatabase(delay)) return Problem.BadRequest(GateOrders.DelayRule);
        return TypedResults.Ok(new { Tier = gates.SharedTier.State.ToString(), Database = gates.Database.State.ToString(), DelayMs = gates.DatabaseDelay.Milliseconds });
    }

    private static IResult LetWalk(string? rate, VisitorSwitch visitor, VisitorTally tally)
    {
        if (LabNumber.Read(rate, VisitorSwitch.Usual, 0, VisitorSwitch.Most) is not { } perSecond) return Problem.BadRequest(VisitorSwitch.Rule);
        visitor.Set(perSecond);
        return TypedResults.Ok(new { PerSecond = perSecond, tally.Looks, tally.Errors });
    }

    private static bool Move(Gate gate, string? state)
    {
        if (string.IsNullOrEmpty(state)) return true;
        if (!Enum.TryParse<GateState>(state, ignoreCase: true, out var wanted) || !Enum.IsDefined(wanted)) return false;
        gate.Set(wanted);
        return true;
    }

    private static async Task<IResult> CoherenceAsync(string? product, CoherenceRun run, CancellationToken cancellationToken)
    {
        if (LabNumber.Read(product, 42, 1, int.MaxValue) is not { } id) return Problem.BadRequest("product is a number of a product.");
        return await run.RunAsync(id, cancellationToken) is { } result ? TypedResults.Ok(result) : Problem.NotFound($"There is no product {id}.");
    }
}

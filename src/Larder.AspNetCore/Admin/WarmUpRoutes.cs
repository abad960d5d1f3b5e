using Larder.Inspection;
using Larder.Warming;
using Microsoft.AspNetCore.Http;

namespace Larder.AspNetCore.Admin;

/// <summary>Warm-ups: how they stand, to run one again, to end it.</summary>
internal static class WarmUpRoutes
{
    public static IEnumerable<AdminRoute> All =>
    [
        AdminRoute.Look("/warm-up", AdminRole.Viewer, static call => AnswerAsync(call, LookRoutes.WarmUpsOf(call)?.States ?? [])),
        AdminRoute.Change("/warm-up", AdminRole.Operator, StartAsync),
        AdminRoute.Change("/warm-up/cancel", AdminRole.Operator, CancelAsync),
    ];

    private static async Task StartAsync(AdminCall call)
    {
        var (warmUps, names) = await ChosenAsync(call).ConfigureAwait(false);
        ChangeRoutes.Audit(call, "runs", $"warm-up {string.Join(", ", names)}", "");
        await AnswerAsync(call, [.. names.Select(name => warmUps.Start(name)!)]).ConfigureAwait(false);
    }

    private static async Task CancelAsync(AdminCall call)
    {
        var (warmUps, names) = await ChosenAsync(call).ConfigureAwait(false);
        ChangeRoutes.Audit(call, "ends", $"warm-up {string.Join(", ", names)}", "");
        foreach (var name in names) await warmUps.CancelAsync(name).ConfigureAwait(false);
        await AnswerAsync(call, [.. warmUps.States.Where(state => names.Contains(state.Name))]).ConfigureAwait(false);
    }

    private static async Task<(WarmUps WarmUps, string[] Names)> ChosenAsync(AdminCall call)
    {
        var request = await call.BodyAsync(InspectionJson.Default.WarmUpRequest).ConfigureAwait(false);
        var known = LookRoutes.WarmUpsOf(call)?.States.Select(static state => state.Name).ToArray() ?? [];
        if (known.Length == 0) throw new AdminRefusal(StatusCodes.Status404NotFound, "This application has no warm-ups. They are added by AddWarmUp on what AddLarder() returns.");
        if (request.Name is { } wanted && !known.Contains(wanted))
            throw new AdminRefusal(StatusCodes.Status404NotFound, $"There is no warm-up of that name. There are: {string.Join(", ", known)}.");
        return (call.Get<WarmUps>(), request.Name is { } one ? [one] : known);
    }

    private static Task AnswerAsync(AdminCall call, IReadOnlyList<WarmUpState> states) =>
        call.AnswerAsync(new WarmUpAnswer(states), InspectionJson.Default.WarmUpAnswer);
}

using Larder.Inspection;
using Larder.Warming;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Admin;

/// <summary>What can be looked at.</summary>
internal static class LookRoutes
{
    public static IEnumerable<AdminRoute> All =>
    [
        AdminRoute.Look("/stats", AdminRole.Viewer, StatsAsync),
        AdminRoute.Look("/keys", AdminRole.Viewer, KeysAsync),
        AdminRoute.Look("/entry", AdminRole.Viewer, EntryAsync),
        AdminRoute.Look("/value", AdminRole.Reader, ValueAsync),
    ];

    private static async Task StatsAsync(AdminCall call)
    {
        var caches = new List<CacheReport>();
        foreach (var inspector in call.Get<CacheInspectors>().All) caches.Add(await inspector.ReportAsync(call.Aborted).ConfigureAwait(false));
        var report = new AppReport(
            call.Get<IOptions<CacheOptions>>().Value.Name, Environment.ProcessId, Environment.MachineName,
            LocalApps.StartOf(Environment.ProcessId) ?? DateTimeOffset.UnixEpoch, caches, WarmUpsOf(call)?.States ?? [])
        {
            Environment = call.Get<IHostEnvironment>().EnvironmentName,
            Role = call.Role.ToString(),
            IsReadOnly = call.Options.IsReadOnly,
        };
        await call.AnswerAsync(report, InspectionJson.Default.AppReport).ConfigureAwait(false);
    }

    private static async Task KeysAsync(AdminCall call)
    {
        var query = new KeyQuery
        {
            Pattern = PatternOf(call),
            Tag = call.Text("tag"),
            Cursor = call.Text("cursor"),
            Limit = call.Number("limit", 100, 1, KeyQuery.MostKeys),
            Places = PlacesOf(call.Text("tier")),
        };
        var page = await call.CacheOf(call.Text("cache") ?? "").ListAsync(query, call.Aborted).ConfigureAwait(false);
        await call.AnswerAsync(page, InspectionJson.Default.KeyPage).ConfigureAwait(false);
    }

    private static async Task EntryAsync(AdminCall call)
    {
        var entry = await call.CacheOf(call.Text("cache") ?? "").FindAsync(call.Required("key"), call.Aborted).ConfigureAwait(false);
        if (entry is null) throw Absent();
        await call.AnswerAsync(entry, InspectionJson.Default.EntrySight).ConfigureAwait(false);
    }

    private static async Task ValueAsync(AdminCall call)
    {
        var isRevealed = call.IsOn("reveal");
        if (isRevealed && call.Role < AdminRole.Admin)
            throw new AdminRefusal(StatusCodes.Status403Forbidden, $"To reveal a secret takes the role {AdminRole.Admin}; you have {call.Role}.");
        var (cache, key) = (call.CacheOf(call.Text("cache") ?? ""), call.Required("key"));
        var value = await cache.ReadValueAsync(key, isRevealed ? SecretValues.Reveal : SecretValues.Withhold, call.Aborted).ConfigureAwait(false);
        if (value is null) throw Absent();
        ChangeRoutes.Audit(call, isRevealed ? "reveals" : "reads", key, cache.Name);
        await call.AnswerAsync(value, InspectionJson.Default.ValueSight).ConfigureAwait(false);
    }

    public static WarmUps? WarmUpsOf(AdminCall call) => (WarmUps?)call.Context.RequestServices.GetService(typeof(WarmUps));

    private static string PatternOf(AdminCall call) => (call.Text("prefix"), call.Text("pattern")) switch
    {
        ({ Length: > 0 } prefix, null or "") => Tiers.Glob.Escape(prefix) + "*",
        (null or "", { Length: > 0 } pattern) => pattern,
        (null or "", null or "") => "*",
        _ => throw new AdminRefusal(StatusCodes.Status400BadRequest, "Give a prefix or a pattern."),
    };

    private static KeyPlaces PlacesOf(string? tier) => tier switch
    {
        null or "" or "all" => KeyPlaces.Memory | KeyPlaces.Shared,
        "memory" => KeyPlaces.Memory,
        "shared" => KeyPlaces.Shared,
        _ => throw new AdminRefusal(StatusCodes.Status400BadRequest, "A tier is memory, shared or all."),
    };

    private static AdminRefusal Absent() => new(StatusCodes.Status404NotFound, "No tier has an entry under this key.");
}

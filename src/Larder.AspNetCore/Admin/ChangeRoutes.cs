using Larder.Inspection;
using Larder.Tiers;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Admin;

/// <summary>What can be removed. Each is written to the log, with who asked.</summary>
internal static class ChangeRoutes
{
    public static IEnumerable<AdminRoute> All =>
    [
        AdminRoute.Change("/remove", AdminRole.Operator, RemoveAsync),
        AdminRoute.Change("/expire", AdminRole.Operator, ExpireAsync),
        AdminRoute.Change("/clear", AdminRole.Admin, ClearAsync),
    ];

    public static void Audit(AdminCall call, string action, string what, string cache) =>
        AdminLog.Changed(call.Get<ILoggerFactory>().CreateLogger("Larder.Admin"), call.Role, call.Context.User.Identity?.Name ?? "with a token", action, what, cache);

    private static async Task RemoveAsync(AdminCall call)
    {
        var request = await call.BodyAsync(InspectionJson.Default.RemovalRequest).ConfigureAwait(false);
        var inspector = call.CacheOf(request.Cache ?? "");
        var answer = (request.Keys, request.Tag, request.Pattern) switch
        {
            ({ } keys, null, null) => await RemoveKeysAsync(call, inspector, keys).ConfigureAwait(false),
            (null, { } tag, null) => new RemovalAnswer(inspector.Name, await inspector.Cache.RemoveByTagAsync(tag, call.Aborted).ConfigureAwait(false), null),
            (null, null, { } pattern) => await RemoveMatchesAsync(call, inspector, pattern).ConfigureAwait(false),
            _ => throw Wrong("Give keys, or a tag, or a pattern."),
        };
        Audit(call, "removes", request.Tag is { } named ? $"tag {named}" : request.Pattern ?? string.Join(", ", request.Keys!.Take(10)), inspector.Name);
        await call.AnswerAsync(answer, InspectionJson.Default.RemovalAnswer).ConfigureAwait(false);
    }

    private static async Task<RemovalAnswer> RemoveKeysAsync(AdminCall call, CacheInspector inspector, IReadOnlyList<string> keys)
    {
        CheckCount(keys);
        var count = await inspector.Cache.RemoveAsync(keys, call.Aborted).ConfigureAwait(false);
        return new RemovalAnswer(inspector.Name, await IsToldAsync(call, inspector).ConfigureAwait(false), count);
    }

    private static async Task<RemovalAnswer> RemoveMatchesAsync(AdminCall call, CacheInspector inspector, string pattern)
    {
        if (call.Role < AdminRole.Admin && new Glob(pattern).IsPrefix(out var prefix) && prefix.Length == 0)
            throw new AdminRefusal(StatusCodes.Status403Forbidden, $"This pattern means everything, which takes the role {AdminRole.Admin}; you have {call.Role}.");
        var removal = await inspector.Cache.RemoveByPatternAsync(pattern, call.Aborted).ConfigureAwait(false);
        return new RemovalAnswer(inspector.Name, removal.IsComplete, removal.Count);
    }

    private static async Task ExpireAsync(AdminCall call)
    {
        var request = await call.BodyAsync(InspectionJson.Default.RemovalRequest).ConfigureAwait(false);
        if (request is not { Keys: { } keys, Tag: null, Pattern: null }) throw Wrong("Give keys; only they can be expired.");
        CheckCount(keys);
        var inspector = call.CacheOf(request.Cache ?? "");
        var count = 0;
        foreach (var key in keys)
            if (await inspector.Cache.ExpireAsync(key, call.Aborted).ConfigureAwait(false)) count++;
        Audit(call, "expires", string.Join(", ", keys.Take(10)), inspector.Name);
        var answer = new RemovalAnswer(inspector.Name, await IsToldAsync(call, inspector).ConfigureAwait(false), count);
        await call.AnswerAsync(answer, InspectionJson.Default.RemovalAnswer).ConfigureAwait(false);
    }

    private static async Task ClearAsync(AdminCall call)
    {
        var request = await call.BodyAsync(InspectionJson.Default.RemovalRequest).ConfigureAwait(false);
        if (request is not { Keys: null, Tag: null, Pattern: null }) throw Wrong("To clear takes a cache and nothing else.");
        var inspector = call.CacheOf(request.Cache ?? "");
        var isTold = await inspector.Cache.ClearAsync(call.Aborted).ConfigureAwait(false);
        Audit(call, "clears", "everything", inspector.Name);
        await call.AnswerAsync(new RemovalAnswer(inspector.Name, isTold, null), InspectionJson.Default.RemovalAnswer).ConfigureAwait(false);
    }

    // Keys are removed here at once; whether the shared tier was told shows in what it is still owed.
    private static async Task<bool> IsToldAsync(AdminCall call, CacheInspector inspector) =>
        (await inspector.CheckHealthAsync(call.Aborted).ConfigureAwait(false)).OwedRemovals == 0;

    private static void CheckCount(IReadOnlyList<string> keys)
    {
        if (keys.Count is 0 or > RemovalRequest.MostKeys || keys.Any(static key => key is null))
            throw Wrong($"Give 1 to {RemovalRequest.MostKeys} keys.");
    }

    private static AdminRefusal Wrong(string problem) => new(StatusCodes.Status400BadRequest, problem);
}

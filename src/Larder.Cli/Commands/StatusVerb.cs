using Larder.Cli.Output;
using Larder.Inspection;

namespace Larder.Cli.Commands;

/// <summary>How the caches do.</summary>
internal sealed class StatusVerb() : Verb("status", "How the cache does: tiers, hits, memory, what waits.")
{
    protected override async Task<ExitCode> RunAsync(Call call)
    {
        await using var target = call.Find();
        var report = await target.StatsAsync(call.Cancelled).ConfigureAwait(false);
        if (call.IsJson) JsonOutput.Write(call.Terminal, report, JsonOutput.Contracts.AppReport);
        else Write(call.Terminal, report);
        if (report.ProcessId == 0 && report.Caches.Any(static cache => cache.Health.Tier is { Reads: false })) return ExitCode.Unreachable;
        return report.Caches.All(static cache => cache.Health.Condition == CacheCondition.Healthy) ? ExitCode.Done : ExitCode.Degraded;
    }

    private static void Write(Terminal terminal, AppReport report)
    {
        if (report.ProcessId != 0) Row(terminal, "App", $"{Words.Safe(report.App)}, pid {report.ProcessId} on {Words.Safe(report.Machine)}, {report.Environment}, since {report.StartedAt:yyyy-MM-dd HH:mm:ss}Z");
        foreach (var cache in report.Caches) Write(terminal, cache, isOfApp: report.ProcessId != 0);
        foreach (var warmUp in report.WarmUps)
            Row(terminal, "Warm-up", $"{Words.Safe(warmUp.Name)}: {warmUp.Status}, {warmUp.Done} of {warmUp.Total}{(warmUp.Failed > 0 ? $", {warmUp.Failed} failed" : "")}, {Words.Time(warmUp.TookMs)}");
    }

    private static void Write(Terminal terminal, CacheReport cache, bool isOfApp)
    {
        if (cache.Name.Length > 0) Row(terminal, "Cache", Words.Safe(cache.Name));
        var health = cache.Health;
        var mark = health.Condition switch { CacheCondition.Healthy => terminal.Good, CacheCondition.Degraded => terminal.Warning, _ => terminal.Bad };
        Row(terminal, "Health", $"{mark} {health.Condition}");
        foreach (var reason in health.Reasons) Row(terminal, "", Words.Safe(reason));
        if (health.Tier is { } tier)
        {
            var lag = tier.LagMs is { } ms ? $", changes are heard of after {Words.Time(ms)}" : "";
            Row(terminal, "Shared", $"{tier.Name}: {(tier.Reads ? "answers" : "does not answer")}, {(tier.Writes ? "takes writes" : "takes no writes")}{lag}");
        }

        if (health.OwedRemovals > 0) Row(terminal, "Owed", $"{Words.Count(health.OwedRemovals)} removals");
        if (health.Journal is { } journal) Row(terminal, "Journal", $"{Words.Count(journal.Waiting)} writes wait, {Words.Count(journal.DeadLetters)} were put aside");
        if (!isOfApp)
        {
            Row(terminal, "Memory", "-  (each application has its own: --app)");
            Row(terminal, "Reads", "-  (counted by applications: --app)");
            return;
        }

        var (reads, memory) = (cache.Reads, cache.Memory);
        Row(terminal, "Memory", $"{Words.Count(memory.Entries)} entries, {Words.Bytes(memory.Bytes)} of {Words.Bytes(memory.MaxBytes)}");
        Row(terminal, "Reads", $"{Words.Share(reads.HitRate)} hits: {Words.Count(reads.MemoryHits)} memory, {Words.Count(reads.SharedHits)} shared, {Words.Count(reads.StaleHits)} stale; {Words.Count(reads.Misses)} misses");
        if (reads.MissesByReason.Count > 0)
            Row(terminal, "Misses", string.Join(", ", reads.MissesByReason.OrderByDescending(static reason => reason.Value).Select(static reason => $"{reason.Key} {Words.Count(reason.Value)}")));
        Row(terminal, "Loads", $"{Words.Count(reads.Loads)}, {Words.Count(reads.FailedLoads)} failed, {Words.Count(reads.SharedWaits)} callers shared one of another");
    }

    private static void Row(Terminal terminal, string name, string text) => terminal.Line(terminal.IsPerson ? $"  {name,-9}{text}" : $"{name}\t{text}");
}

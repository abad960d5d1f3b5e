using Larder.Inspection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Larder.AspNetCore.Health;

/// <summary>
/// How all caches of the application do, as a health check. A shared tier that is away is "degraded": the application serves on, and taking it out of
/// service would help nobody.
/// </summary>
internal sealed class CacheHealthCheck(CacheInspectors inspectors) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var worst = CacheCondition.Healthy;
        var (reasons, data) = (new List<string>(), new Dictionary<string, object>());
        foreach (var inspector in inspectors.All)
        {
            var report = await inspector.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
            if (report.Condition > worst) worst = report.Condition;
            var name = inspector.Name.Length == 0 ? "" : inspector.Name + ": ";
            reasons.AddRange(report.Reasons.Select(reason => name + reason));
            Add(data, name, report);
        }

        var text = reasons.Count == 0 ? "The cache works." : string.Join(' ', reasons);
        return worst switch
        {
            CacheCondition.Healthy => HealthCheckResult.Healthy(text, data),
            CacheCondition.Degraded => HealthCheckResult.Degraded(text, null, data),
            _ => new HealthCheckResult(context.Registration.FailureStatus, text, null, data),
        };
    }

    private static void Add(Dictionary<string, object> data, string name, CacheHealth report)
    {
        data[name + "owedRemovals"] = report.OwedRemovals;
        data[name + "waitingCounters"] = report.WaitingCounters;
        if (report.Tier is { } tier)
        {
            data[name + "tier"] = tier.Name;
            data[name + "reads"] = tier.Reads;
            data[name + "writes"] = tier.Writes;
            if (tier.ProofAgeMs is { } proof) data[name + "proofAgeMs"] = proof;
            if (tier.LagMs is { } lag) data[name + "lagMs"] = lag;
            if (tier.AwayForMs is { } away) data[name + "awayForMs"] = away;
        }

        if (report.Journal is not { Problem: null } journal) return;
        data[name + "journalWaiting"] = journal.Waiting;
        data[name + "journalDeadLetters"] = journal.DeadLetters;
    }
}

using System.Globalization;

namespace Larder.Chaos;

/// <summary>A report as lines that people and scripts read.</summary>
internal static class ReportPage
{
    public static void Write(TextWriter output, ChaosPlan plan, ChaosReport report)
    {
        var verdict = report.Verdict;
        var area = plan.Tier.ToString().ToLowerInvariant();
        Figure("stale", verdict.Stale, "reads");
        Figure("backwards", verdict.Backwards, "reads");
        Figure("copies", verdict.Copies, "copies");
        Figure("failed", verdict.Failed, "calls");
        Figure("worst", verdict.WorstMilliseconds, "ms");
        Figure("reads", verdict.Reads, "reads");
        Figure("reads.detached", verdict.DetachedReads, "reads");
        Figure("removals", verdict.Removals, "removals");
        Figure("commits", report.Commits, "commits");
        Figure("compared", verdict.Compared, "copies");
        Figure("faults", report.Faults.Values.Sum(), "faults");
        foreach (var (fault, times) in report.Faults.OrderBy(static pair => pair.Key)) output.WriteLine($"# {fault}: {times}");
        output.WriteLine($"# seed {plan.Seed}, {plan.Processes} processes, {plan.Duration.TotalSeconds:0.#} s, bound {plan.Within.TotalMilliseconds:0} ms");
        foreach (var example in verdict.Examples) output.WriteLine($"# {example}");

        void Figure(string name, double value, string unit) =>
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"figure {area}.history.{name} {value:0.#} {unit}"));
    }
}

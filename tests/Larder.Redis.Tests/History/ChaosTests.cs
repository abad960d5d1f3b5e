using Larder.Chaos;
using Larder.Chaos.Running;

namespace Larder.Redis.Tests.History;

/// <summary>Processes of their own against a server of their own; `make chaos` is the same for longer.</summary>
public class ChaosTests(ITestOutputHelper output)
{
    [Theory, InlineData(TierKind.Redis), InlineData(TierKind.Sentinel), InlineData(TierKind.Cluster)]
    public async Task No_process_reads_what_was_removed_whatever_is_killed_stopped_or_cut_off(TierKind tier)
    {
        var report = await ChaosRun.RunAsync(new ChaosPlan(tier, 3, TimeSpan.FromSeconds(8), Seed: 7) { Tell = output.WriteLine });

        Assert.True(report.Verdict.IsKept, $"{report.Verdict}\n{string.Join('\n', report.Verdict.Examples)}");
        Assert.InRange(report.Verdict.Reads, 1_000, int.MaxValue);
        Assert.InRange(report.Faults.Values.Sum(), 1, int.MaxValue);
        Assert.Equal(3 * KeySet.Count, report.Verdict.Compared);
    }

    [Theory]
    [InlineData("Install")]
    [InlineData("Fill")]
    public async Task The_check_finds_out_when_a_fence_is_missing(string fence)
    {
        var report = await ChaosRun.RunAsync(new ChaosPlan(TierKind.Redis, 3, TimeSpan.FromSeconds(5), Seed: 7) { Without = fence, IsCalm = true });

        Assert.False(report.Verdict.IsKept);
    }
}

using Larder.Chaos.Writing;

namespace Larder.Data.Tests;

/// <summary>Applications of their own, a Redis and a PostgreSQL of their own, and faults; <c>make chaos ARGS="write"</c> is the same for longer.</summary>
public class WriteChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_acknowledged_write_is_lost_whoever_is_killed_and_when()
    {
        var report = await WriteRun.RunAsync(new WritePlan(Rounds: 16, Seed: 11, AwayFor: TimeSpan.FromSeconds(1)) { Tell = output.WriteLine });

        Assert.True(report.IsKept, $"{report}");
        Assert.InRange(report.Acknowledged, 500, int.MaxValue);
    }

    [Fact]
    public async Task The_check_finds_out_when_redis_keeps_no_file()
    {
        var report = await WriteRun.RunAsync(
            new WritePlan(Rounds: 3, Seed: 11, AwayFor: TimeSpan.Zero) { KeepsFile = false, Faults = [WriteFault.Redis], Tell = output.WriteLine });

        Assert.InRange(report.Lost + report.Resurrected, 1, int.MaxValue);
    }
}

using Larder.Chaos.Writing;

namespace Larder.Data.Tests;

/// <summary>Applications of their own, a Redis and a PostgreSQL of their own, and faults; <c>make chaos ARGS="--write"</c> is the same for longer.</summary>
public class WriteChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_acknowledged_write_is_lost_whoever_is_killed_and_when()
    {
        var report = await WriteRun.RunAsync(Plan(rounds: Enum.GetValues<WriteFault>().Length));

        Assert.True(report.IsKept, $"{report}");
        Assert.InRange(report.Acknowledged, 300, int.MaxValue);
    }

    [Fact]
    public async Task The_check_finds_out_when_redis_keeps_no_file()
    {
        var report = await WriteRun.RunAsync(Plan(rounds: 3) with { KeepsFile = false, Faults = [WriteFault.Redis] });

        Assert.InRange(report.Lost + report.Resurrected, 1, int.MaxValue);
    }

    [Fact]
    public async Task The_check_finds_out_when_the_journal_is_told_before_the_database_has_it()
    {
        var report = await WriteRun.RunAsync(Plan(rounds: 2) with { Without = WriteBreak.CommitFirst, Faults = [WriteFault.AfterRead] });

        Assert.InRange(report.Lost + report.Resurrected, 1, int.MaxValue);
    }

    [Fact]
    public async Task The_check_finds_out_when_the_database_takes_what_is_old()
    {
        var report = await WriteRun.RunAsync(Plan(rounds: 2) with { Without = WriteBreak.Guard, Faults = [WriteFault.Stopped] });

        Assert.InRange(report.Backwards, 1, int.MaxValue);
        Assert.InRange(report.Misordered, 1, int.MaxValue);
    }

    private WritePlan Plan(int rounds) => new(rounds, Seed: 11, AwayFor: TimeSpan.FromSeconds(1)) { Tell = output.WriteLine };
}

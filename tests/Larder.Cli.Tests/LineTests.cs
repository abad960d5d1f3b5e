using System.Diagnostics;

namespace Larder.Cli.Tests;

/// <summary>What becomes of a line that makes no sense, or leads nowhere.</summary>
public class LineTests
{
    [Theory]
    [InlineData("clera", "Did you mean clear?")]
    [InlineData("stauts", "Did you mean status?")]
    [InlineData("keys --tagg x", "Did you mean --tag?")]
    [InlineData("frobnicate", "Try: larder --help")]
    [InlineData("clear", "LAR704")]
    [InlineData("clear a* --all", "LAR704")]
    [InlineData("status --timeout soon", "LAR704")]
    [InlineData("--app ftp://x status", "LAR704")]
    [InlineData("--redis redis//localhost status", "LAR211")]
    public async Task Line_that_makes_no_sense_ends_with_two_and_a_hint(string line, string hint)
    {
        using var place = new Place();

        var run = await CliRun.OfAsync(place.Folder, line.Split(' '));

        Assert.Equal((2, ""), (run.Code, run.Output));
        Assert.Contains(hint, run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status", "LAR700")]
    [InlineData("--app http://127.0.0.1:9 status", "LAR701")]
    [InlineData("--redis 127.0.0.1:9 --timeout 500ms keys", "LAR701")]
    [InlineData("--file nowhere.db status", "LAR701")]
    public async Task What_does_not_answer_is_five(string line, string code)
    {
        using var place = new Place();

        var run = await CliRun.OfAsync(place.Folder, line.Split(' '));

        Assert.Equal((5, ""), (run.Code, run.Output));
        Assert.Contains(code, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redis_that_is_away_is_five_for_status_too()
    {
        using var place = new Place();

        var run = await CliRun.OfAsync(place.Folder, "--redis", "127.0.0.1:9", "--timeout", "500ms", "--name", "shop", "status");

        Assert.Equal(5, run.Code);
        Assert.Contains("does not answer", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_tells_all_verbs_and_version_its_number()
    {
        using var place = new Place();

        var help = await CliRun.OfAsync(place.Folder, "--help");
        var version = await CliRun.OfAsync(place.Folder, "version");

        Assert.Equal(0, help.Code);
        foreach (var verb in (string[])["status", "keys", "get", "clear", "warmup", "monitor", "ps", "version"]) Assert.Contains($"  {verb}", help.Output, StringComparison.Ordinal);
        Assert.StartsWith("larder ", version.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_that_is_full_is_told()
    {
        using var place = new Place();
        var command = $"dotnet {CliRun.Program} version > /dev/full";
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardError = true, WorkingDirectory = place.Folder })!;

        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("LAR707", errors, StringComparison.Ordinal);
    }
}

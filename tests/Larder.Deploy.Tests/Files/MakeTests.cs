using Larder.Deploy.Tests.Support;
using Larder.Support;

namespace Larder.Deploy.Tests.Files;

/// <summary>What the targets of the Makefile run. Programs that would take minutes, or an engine for containers, are stood in for by scripts that tell how they were called.</summary>
public sealed class MakeTests
{
    private const string Compose = "compose -f deploy/compose.yml";

    [Theory]
    [InlineData("docker-build", $"{Compose} build")]
    [InlineData("docker-restart", $"{Compose} up --build --force-recreate --detach")]
    [InlineData("docker-logs", $"{Compose} logs --follow --tail 100")]
    [InlineData("docker-logs ARGS=redis", $"{Compose} logs --follow --tail 100 redis")]
    [InlineData("docker-build COMPOSE='-f deploy/compose.sentinel.yml'", "compose -f deploy/compose.sentinel.yml build")]
    public async Task S3_35_Containers_are_built_started_anew_and_followed_by_compose(string target, string expected)
    {
        using var folder = new Folder("larder-make-");
        await WriteAsync(folder, "docker", "echo \"$@\"");

        var (code, output) = await MakeAsync(folder, target);

        Assert.Equal((0, expected), (code, output.Trim().Split('\n')[^1]));
    }

    [Theory]
    [InlineData("cache-status", "status")]
    [InlineData("cache-keys ARGS='product:*'", "keys product:*")]
    [InlineData("cache-clear ARGS=--yes", "clear --all --yes")]
    [InlineData("cache-warmup", "warmup")]
    [InlineData("cache-monitor ARGS='--for 30s'", "monitor --for 30s")]
    public async Task S3_17_S3_18_The_cache_is_looked_after_by_a_verb_of_the_command(string target, string expected)
    {
        using var folder = new Folder("larder-make-");
        await WriteAsync(folder, "dotnet", "echo \"$@\"");

        var (code, output) = await MakeAsync(folder, target);

        Assert.Equal((0, $"run --project src/Larder.Cli -c Release -v q -- {expected}"), (code, output.Trim()));
    }

    [Fact]
    public async Task S3_04_S4_05_The_shop_of_a_developer_is_built_anew_at_each_change_until_it_is_told_to_end()
    {
        using var folder = new Folder("larder-make-");
        Directory.CreateDirectory(folder.PathOf("eng"));
        foreach (var file in (string[])["Makefile", "eng/dev.sh"]) File.Copy(Path.Combine(Deployment.Root, file), folder.PathOf(file));
        await WriteAsync(folder, "dotnet", $"echo \"$@\" > {folder.PathOf("called")}; while :; do sleep 1; done");

        var up = MakeAsync(folder, "dev-up ARGS='--port 8080'", folder.Path);
        await Eventually.HoldsAsync(() => File.Exists(folder.PathOf("called")) && File.ReadAllText(folder.PathOf("called")).EndsWith('\n'));
        var twice = await MakeAsync(folder, "dev-up", folder.Path);
        var down = await MakeAsync(folder, "dev-down", folder.Path);
        await up;
        var again = await MakeAsync(folder, "dev-down", folder.Path);

        Assert.Equal("watch --project samples/Storefront run --no-launch-profile -- --environment Development --port 8080", (await File.ReadAllTextAsync(folder.PathOf("called"))).Trim());
        Assert.NotEqual(0, twice.Code);
        Assert.Contains("It is running already", twice.Output, StringComparison.Ordinal);
        Assert.Equal((0, "Stopped.\n"), down);
        Assert.Equal((0, "It is not running.\n"), again);
    }

    [Fact]
    public async Task Who_has_no_engine_for_containers_is_told_what_else_there_is()
    {
        using var folder = new Folder("larder-make-");
        // All that the script itself needs, and neither spelling of compose, whatever this machine has.
        await WriteAsync(folder, "dirname", "exec /usr/bin/dirname \"$@\"");

        var (code, output) = await Shell.RunAsync($"PATH={folder.Path} /bin/bash eng/docker.sh ps", Deployment.Root);

        Assert.Equal(1, code);
        Assert.Contains("Without containers: make run", output, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output)> MakeAsync(Folder programs, string target, string? at = null) =>
        Shell.RunAsync($"PATH={programs.Path}:$PATH make --no-print-directory {target}", at ?? Deployment.Root);

    private static async Task WriteAsync(Folder folder, string name, string script)
    {
        await File.WriteAllTextAsync(folder.PathOf(name), $"#!/bin/bash\n{script}\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder.PathOf(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

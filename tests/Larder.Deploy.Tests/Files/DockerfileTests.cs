using System.Diagnostics;
using System.Xml.Linq;
using Larder.Deploy.Tests.Support;

namespace Larder.Deploy.Tests.Files;

public sealed class DockerfileTests
{
    private static readonly Dockerfile File = Dockerfile.Read();

    [Fact]
    public void What_runs_is_no_root_and_has_no_compiler()
    {
        var last = File.LastStage();

        Assert.StartsWith("mcr.microsoft.com/dotnet/aspnet:10.0", last[0].Text, StringComparison.Ordinal);
        Assert.Equal("$APP_UID", last.Single(instruction => instruction.Name == "USER").Text);
        Assert.True(IndexOf("USER") < IndexOf("ENTRYPOINT"));
        Assert.DoesNotContain(last.SkipWhile(instruction => instruction.Name != "USER"), instruction => instruction.Name is "RUN" or "COPY");
        Assert.Equal("""["dotnet", "Storefront.dll"]""", last[^1].Text);

        int IndexOf(string name) => last.ToList().FindIndex(instruction => instruction.Name == name);
    }

    [Fact]
    public void The_system_brings_SQLite_and_no_list_of_packages_stays()
    {
        var install = File.LastStage().Single(instruction => instruction.Name == "RUN").Text;

        Assert.Contains("--no-install-recommends libsqlite3-0", install, StringComparison.Ordinal);
        Assert.Contains("rm -rf /var/lib/apt/lists/*", install, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_restored_twice_while_no_package_changes()
    {
        var restore = File.Instructions.ToList().FindIndex(instruction => instruction.Text.StartsWith("dotnet restore", StringComparison.Ordinal));
        var before = File.Instructions.Take(restore).Where(instruction => instruction.Name == "COPY").SelectMany(instruction => instruction.Text.Split(' ')).ToHashSet();

        foreach (var project in Needed("samples/Storefront/Storefront.csproj"))
        {
            Assert.Contains(project, before);
            Assert.Contains(Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json", before);
        }

        Assert.DoesNotContain(".", before);
        Assert.Contains("--no-restore", File.All("RUN").Single(run => run.StartsWith("dotnet publish", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_stands_before_the_restore_is_enough_for_it()
    {
        using var folder = new Folder("larder-restore-");
        foreach (var copy in File.Instructions.TakeWhile(instruction => instruction.Name != "RUN").Where(instruction => instruction.Name == "COPY").Select(copy => copy.Text.Split(' ')))
            foreach (var source in copy[..^1])
            {
                var target = Path.Combine(folder.Path, copy[^1], Path.GetFileName(source));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                System.IO.File.Copy(Path.Combine(Deployment.Root, source), target);
            }

        var (code, output) = await Shell.RunAsync(File.All("RUN")[0], folder.Path);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_publish_command_makes_a_shop_that_starts()
    {
        using var folder = new Folder("larder-publish-");
        var publish = File.All("RUN").Single(run => run.StartsWith("dotnet publish", StringComparison.Ordinal));

        // Here it was built a moment ago with the same settings: what is left is to collect the files.
        var (code, output) = await Shell.RunAsync(publish.Replace("-o /app", $"--no-build -o {folder.PathOf("app")}", StringComparison.Ordinal), Deployment.Root);
        Assert.True(code == 0, output);
        await using var shop = await ShopProcess.StartAsync(folder.PathOf("app"), new Dictionary<string, string?> { ["Larder__SharedTier"] = "none" });

        Assert.StartsWith("Hello World! I have been seen 1 times.", await shop.GetAsync("/"), StringComparison.Ordinal);
        Assert.Contains("text/css", await shop.TypeOfAsync("/storefront.css"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_check_sees_a_shop_that_lives_and_one_that_does_not()
    {
        var check = File.HealthCheck();
        await using var shop = await ShopProcess.StartAsync(AppContext.BaseDirectory, new Dictionary<string, string?> { ["Larder__SharedTier"] = "none" });

        Assert.Equal(0, await CheckAsync());
        await shop.StopAsync();
        Assert.NotEqual(0, await CheckAsync());

        async Task<int> CheckAsync()
        {
            using var process = Process.Start(new ProcessStartInfo(check[0], check.Skip(1).Select(word => word.Replace("5000", shop.Port, StringComparison.Ordinal))) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }

    private static HashSet<string> Needed(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        var references = XDocument.Load(Path.Combine(Deployment.Root, project)).Descendants("ProjectReference")
            .Select(reference => Path.GetRelativePath(Deployment.Root, Path.GetFullPath(Path.Combine(Deployment.Root, folder, reference.Attribute("Include")!.Value))).Replace('\\', '/'));
        return [project, .. references.SelectMany(Needed)];
    }
}

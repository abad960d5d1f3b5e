using Larder.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;

namespace Larder.Tests.Settings;

/// <summary>A folder with the files of an application, and its configuration as a host would build it.</summary>
internal sealed class SettingsFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("larder-settings-");

    public string Path => _folder.FullName;

    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>appsettings.json, appsettings.Production.json, the variables of the process, the command line: in the order of a host.</summary>
    public IConfigurationRoot Build(params string[] commandLine) => new ConfigurationBuilder()
        .SetBasePath(Path)
        .AddJsonFile("appsettings.json", optional: true)
        .AddJsonFile("appsettings.Production.json", optional: true)
        .AddEnvironmentVariables()
        .AddCommandLine(commandLine)
        .Build();

    public SettingsResult Read(string cacheName = "", SettingsStrictness strictness = SettingsStrictness.Strict, params string[] commandLine) =>
        new SettingsReader(Build(commandLine), strictness, new PhysicalFileProvider(Path)).Read(cacheName);

    /// <summary>The problems as an application would see them when it starts.</summary>
    public string Report(params string[] commandLine)
    {
        var found = Read("", SettingsStrictness.Strict, commandLine);
        var options = new CacheOptions();
        found.Apply(options);
        SettingsProblem[] problems = [.. SettingsReport.InOrder(found.Problems.Concat(OptionsRules.Check(options, found)))];
        return problems.Length == 0 ? "" : SettingsReport.Text("", problems);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

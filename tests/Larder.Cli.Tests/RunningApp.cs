using Larder.AspNetCore.Admin;
using Larder.Hosting;
using Larder.Inspection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.Cli.Tests;

/// <summary>A web application that listens on a port of this machine, with a cache and its endpoints.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    public const string Token = "the-token-of-the-tests-which-is-long-enough";

    private readonly WebApplication _app;

    private RunningApp(WebApplication app) => _app = app;

    public string Url => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public ICache Cache => _app.Services.GetRequiredService<ICache>();

    public static async Task<RunningApp> StartAsync(Action<LarderBuilder>? cache = null, Action<AdminOptions>? options = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        var larder = builder.AddLarder().Configure(static options => options.Name = "shop");
        cache?.Invoke(larder);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapLarderAdmin(configure: options ?? (static options => options.Tokens[Token] = AdminRole.Admin));
        await app.StartAsync();
        return new RunningApp(app);
    }

    /// <summary>The command, told where the application is and given its token.</summary>
    public Task<CliRun> RunAsync(Place place, params string[] arguments) => CliRun.OfAsync(TrialIn(place), arguments);

    public CliTrial TrialIn(Place place) => new(place.Folder)
    {
        Environment = new Dictionary<string, string> { ["LARDER_APP"] = Url, ["LARDER_TOKEN"] = Token, ["LC_ALL"] = "C.UTF-8" },
    };

    /// <summary>As an application in Development would, in the folder of a test.</summary>
    public string Announce(Place place)
    {
        var folder = Directory.CreateDirectory(Path.Combine(place.Folder, "larder"));
        var app = new LocalApp(Url + "/_larder/api", Environment.ProcessId, LocalApps.StartOf(Environment.ProcessId)!.Value, "shop", Token);
        var path = Path.Combine(folder.FullName, $"{Environment.ProcessId}.json");
        File.WriteAllText(path, System.Text.Json.JsonSerializer.Serialize(app, InspectionJson.Default.LocalApp));
        Allow(path, "600");
        return path;
    }

    /// <summary>Who may read a file.</summary>
    public static void Allow(string path, string mode)
    {
        using var process = System.Diagnostics.Process.Start("chmod", [mode, path]);
        process.WaitForExit();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

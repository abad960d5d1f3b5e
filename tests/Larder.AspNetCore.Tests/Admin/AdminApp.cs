using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Larder.AspNetCore.Admin;
using Larder.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.AspNetCore.Tests.Admin;

/// <summary>An application with a cache and its endpoints, in this process.</summary>
internal sealed class AdminApp : IAsyncDisposable
{
    public const string Token = "the-token-of-the-tests-which-is-long-enough";

    private AdminApp(WebApplication app, LogLines log)
    {
        (App, Log) = (app, log);
        Client = app.GetTestClient();
    }

    public WebApplication App { get; }

    public LogLines Log { get; }

    public HttpClient Client { get; }

    public ICache Cache => App.Services.GetRequiredService<ICache>();

    public static async Task<AdminApp> StartAsync(AdminTrial trial)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = trial.Environment });
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection(trial.Settings);
        trial.Cache(builder.Services.AddLarder().Configure(static options => options.Name = "shop"));
        trial.Services(builder.Services);
        var app = builder.Build();
        trial.Pipeline(app);
        trial.Conventions(app.MapLarderAdmin(configure: trial.Options));
        app.MapGet("/", static () => "the shop");
        await app.StartAsync();
        return new AdminApp(app, log);
    }

    /// <summary>With a token that makes its bearer an admin.</summary>
    public static Task<AdminApp> StartAsync(AdminRole role = AdminRole.Admin, Action<LarderBuilder>? cache = null) => StartAsync(new AdminTrial
    {
        Options = options => options.Tokens[Token] = role,
        Cache = cache ?? (static _ => { }),
    });

    public Task<HttpResponseMessage> GetAsync(string path, string? token = Token) => SendAsync(new HttpRequestMessage(HttpMethod.Get, Url(path)), token);

    public Task<HttpResponseMessage> PostAsync(string path, string json, string? token = Token) => SendAsync(
        new HttpRequestMessage(HttpMethod.Post, Url(path)) { Content = new StringContent(json, Encoding.UTF8, "application/json") }, token);

    public async Task<JsonNode> ReadAsync(string path)
    {
        using var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string? token)
    {
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static string Url(string path) => "/_larder/api" + path;

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Heavy;
using Storefront.Store;

namespace Storefront.Tests.Support;

/// <summary>A storefront in this process, with little data; a browser and a curl to ask it.</summary>
internal sealed class Shop : WebApplicationFactory<Program>
{
    private readonly DataFolder? _ownFolder;
    private readonly Dictionary<string, string> _settings;

    private Shop(DataFolder folder, DataFolder? ownFolder, (string Name, string Value)[] settings)
    {
        _ownFolder = ownFolder;
        _settings = new Dictionary<string, string>
        {
            ["Storefront:DataDirectory"] = folder.Path,
            ["Storefront:Products"] = "300",
            ["Storefront:Orders"] = "3000",
            ["Storefront:HeavySeconds"] = "0.2",
            ["Larder:Sqlite:Path"] = folder.CacheFile,
            // Whatever the machine's environment says of a Redis.
            ["Larder:SharedTier"] = "sqlite",
            // What a test reads first, it finds cold.
            ["Storefront:WarmUp"] = "false",
        };
        foreach (var (name, value) in settings) _settings[name] = value;

        Curl = CreateClient(new() { AllowAutoRedirect = false });
        Browser = CreateClient(new() { AllowAutoRedirect = false });
        Browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
    }

    public HttpClient Curl { get; }

    public HttpClient Browser { get; }

    public LogLines Log { get; } = new();

    /// <summary>How many queries the database of this shop got.</summary>
    public long Queries => Services.GetRequiredService<QueryTotals>().Count;

    public long Computations => Services.GetRequiredService<HeavyTotals>().Computations;

    public static Shop Open(params (string Name, string Value)[] settings)
    {
        var folder = new DataFolder();
        return new Shop(folder, folder, settings);
    }

    /// <summary>A shop beside others on one data folder, with one cache file.</summary>
    public static Shop OpenOn(DataFolder folder, params (string Name, string Value)[] settings) => new(folder, null, settings);

    public async Task<string> ReadAsync(string address) => await Curl.GetStringAsync(address, TestContext.Current.CancellationToken);

    /// <summary>A page as a browser gets it.</summary>
    public async Task<HtmlPage> VisitAsync(string address, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await Browser.GetAsync(address, TestContext.Current.CancellationToken);
        Assert.Equal(expected, response.StatusCode);
        return new HtmlPage(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<HttpResponseMessage> PutAsync(int id, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return await Curl.PutAsync($"/api/products/{id}", content, TestContext.Current.CancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _ownFolder?.Dispose();
    }
}

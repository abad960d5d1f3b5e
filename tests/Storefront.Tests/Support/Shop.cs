using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Storefront.Heavy;
using Storefront.Store;

namespace Storefront.Tests.Support;

/// <summary>A storefront in this process, with little data; a browser and a curl to ask it.</summary>
internal sealed class Shop : WebApplicationFactory<Program>
{
    /// <summary>The header by which a test says where a request comes from.</summary>
    public const string AddressHeader = "X-Test-Address";

    private readonly DataFolder? _ownFolder;
    private readonly Dictionary<string, string> _settings;

    private readonly Action<IServiceCollection>? _services;
    private Task<ShopUser>? _admin;

    private Shop(DataFolder folder, DataFolder? ownFolder, (string Name, string Value)[] settings, Action<IServiceCollection>? services = null)
    {
        _services = services;
        Folder = folder;
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

    public DataFolder Folder { get; }

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

    /// <summary>A shop in which a part is replaced.</summary>
    public static Shop OpenWith(Action<IServiceCollection> services, params (string Name, string Value)[] settings)
    {
        var folder = new DataFolder();
        return new Shop(folder, folder, settings, services);
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

    /// <summary>The admin, logged in once.</summary>
    public Task<ShopUser> AdminAsync() => _admin ??= ShopUser.LoggedInAsync(this, "admin");

    public async Task<HttpResponseMessage> PutAsync(int id, string json)
    {
        using var content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return await Curl.PutAsync($"/api/products/{id}", content, TestContext.Current.CancellationToken);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (name, value) in _settings) builder.UseSetting(name, value);
        builder.ConfigureServices(static services => services.AddSingleton<IStartupFilter, VisitorAddress>());
        if (_services is { } replace) builder.ConfigureTestServices(replace);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
    }

    /// <summary>Ends the shop and leaves its files.</summary>
    public ValueTask DisposeServerAsync() => base.DisposeAsync();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _ownFolder?.Dispose();
    }
}

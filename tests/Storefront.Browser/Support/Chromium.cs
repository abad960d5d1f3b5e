using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>The system's browser, started once for all tests of a class.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Path(),
            // Its sandbox refuses to run as root, as containers do.
            Args = Environment.UserName == "root" ? ["--no-sandbox"] : [],
        });
    }

    /// <summary>A new visitor: nobody's cookies.</summary>
    internal Task<Visitor> OpenAsync(Uri shop, ColorScheme scheme = ColorScheme.Light, int width = 1280) => OpenAsync(shop, Options(shop, scheme, width));

    /// <summary>One who lets the system choose the colours, as people do who see little.</summary>
    internal Task<Visitor> OpenWithForcedColorsAsync(Uri shop)
    {
        var options = Options(shop, ColorScheme.Dark, 1280);
        options.ForcedColors = ForcedColors.Active;
        return OpenAsync(shop, options);
    }

    /// <summary>One whose browser runs no script.</summary>
    internal Task<Visitor> OpenWithoutScriptAsync(Uri shop)
    {
        var options = Options(shop, ColorScheme.Light, 1280);
        options.JavaScriptEnabled = false;
        return OpenAsync(shop, options);
    }

    private async Task<Visitor> OpenAsync(Uri shop, BrowserNewContextOptions options) => await Visitor.OpenAsync(await _browser!.NewContextAsync(options), shop);

    private static BrowserNewContextOptions Options(Uri shop, ColorScheme scheme, int width) => new()
    {
        BaseURL = shop.ToString(),
        ColorScheme = scheme,
        ReducedMotion = ReducedMotion.Reduce,
        ViewportSize = new() { Width = width, Height = 900 },
    };

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string Path() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
            .SelectMany(static folder => s_names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("chromium is missing. Install it and run again: sudo apt-get install -y chromium");
}

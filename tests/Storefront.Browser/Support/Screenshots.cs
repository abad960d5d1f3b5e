using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>Where the pictures of the pages are put, for people to look at.</summary>
internal static class Screenshots
{
    public static Task TakeAsync(Visitor visitor, string name) => visitor.Page.ScreenshotAsync(new() { Path = PathOf(name), FullPage = true });

    public static Task TakeAsync(Visitor visitor, string page, ColorScheme scheme, int width)
    {
        var name = page.Trim('/').Replace('/', '-');
        return TakeAsync(visitor, $"{(name.Length == 0 ? "home" : name)}-{scheme}-{width}");
    }

    private static string PathOf(string name)
    {
        var folder = Path.Combine(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName, "screenshots");
        return Path.Combine(folder, $"{name}.png".ToLowerInvariant());
    }
}

using Microsoft.Playwright;

namespace Storefront.Browser.Support;

/// <summary>Where the pictures of the pages are put, for people to look at.</summary>
internal static class Screenshots
{
    public static string PathOf(string page, ColorScheme scheme, int width)
    {
        var name = page.Trim('/').Replace('/', '-');
        var folder = Path.Combine(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName, "screenshots");
        return Path.Combine(folder, $"{(name.Length == 0 ? "home" : name)}-{scheme}-{width}.png".ToLowerInvariant());
    }
}

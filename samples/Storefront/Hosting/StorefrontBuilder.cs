using Storefront.Settings;

namespace Storefront.Hosting;

internal static class StorefrontBuilder
{
    /// <summary>What a person types, and the setting that it is.</summary>
    private static readonly Dictionary<string, string> ShortNames = new() { ["--redis"] = "Larder:Redis:Url" };

    /// <summary>
    /// The web application's builder. Started from a folder that is not the shop's, it takes the one beside the program, which holds the settings
    /// and the style too.
    /// </summary>
    public static WebApplicationBuilder Create(string[] args)
    {
        args = LabSwitch.Spell(args);
        var builder = WebApplication.CreateBuilder(args);
        if (!File.Exists(Path.Combine(builder.Environment.ContentRootPath, "appsettings.json")))
            builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddCommandLine(args, ShortNames);
        return builder;
    }
}

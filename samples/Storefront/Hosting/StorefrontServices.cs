using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Larder.Backing;
using Larder.Declared;
using Larder.Hosting;
using Larder.Journal;
using Larder.Sqlite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Storefront.Heavy;
using Storefront.Lab;
using Storefront.Logs;
using Storefront.Orders;
using Storefront.Products;
using Storefront.Settings;
using Storefront.Shared;
using Storefront.SharedTier;
using Storefront.Store;
using Storefront.Store.Seeding;
using Storefront.Strip;
using Storefront.Users;
using Storefront.Views;

namespace Storefront.Hosting;

/// <summary>What the shop is made of.</summary>
internal static class StorefrontServices
{
    public static void AddStorefront(this WebApplicationBuilder builder)
    {
        NativeSqlite.Use(); // One library for the database and the cache's file.
        var cache = builder.AddLarder().UseSqlite().UseRedis().Configure(TierChoice.Settle);
        builder.AddLabPanels(cache);
        cache.AddUsers();
        cache.AddWriting(TierChoice.ViewsIn(builder.Configuration));
        cache.AddShopWarmUps(builder.Configuration);

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<StorefrontOptions>, OptionsCheck>();
        builder.Services.AddOptions<StorefrontOptions>()
            .BindConfiguration(StorefrontOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.AddServer();
        builder.Services.AddWeb();
        builder.Services.AddData();
        builder.Services.AddShop();
        builder.AddAccounts();
    }

    /// <summary>What is written through the cache, and how.</summary>
    private static void AddWriting(this LarderBuilder cache, WriteStrategy views)
    {
        cache.AddStore<int, Product, ProductStore>("product", static store => store.Strategy = WriteStrategy.Through);
        cache.AddStore<string, PageViews, PageViewStore>("views", store => store.Strategy = views);
        cache.AddLab(views);

        // A redis-server as it comes keeps no file; what a shop loses of its views with it is no loss.
        cache.ConfigureWriteBehind(static journal => journal.Durability = WriteDurability.Memory);
        cache.Services.AddSingleton<ViewCounter>();
    }

    private static void AddServer(this WebApplicationBuilder builder)
    {
        builder.WebHost.ChooseAddress();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 << 10;
        });
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = new PortFallback(Console.Out).Bind);
        builder.Logging.AddConsole(console => console.FormatterName = PlainConsoleFormatter.FormatterName);
        builder.AddLogFiles();
        builder.Logging.AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>();
    }

    private static void AddWeb(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddHealthChecks().AddLarder();
        services.AddProblemDetails();
        services.AddRazorPages(pages => pages.RootDirectory = "/");
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower);
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddDataProtection().SetApplicationName("storefront");
    }

    private static void AddData(this IServiceCollection services)
    {
        services.AddSingleton<Database>();
        services.AddSingleton<QueryTotals>();
        services.AddSingleton<RequestTallies>();
        services.AddScoped(static provider => provider.GetRequiredService<RequestTallies>().Current);
        services.AddScoped<StoreDb>();
        services.AddScoped<PageReads>();
        services.AddScoped(static provider => new CacheBypass { IsOn = provider.GetRequiredService<PageReads>().IsCacheOff });
        services.AddSingleton(provider => SeedPlan.Of(provider.GetRequiredService<IOptions<StorefrontOptions>>().Value));
        services.AddSingleton(_ => new SeedProgress(Console.Out, !Console.IsOutputRedirected));
        services.AddSingleton<Seeder>();
        services.AddHostedService<SeedService>();
    }

    private static void AddShop(this IServiceCollection services)
    {
        services.AddCached<IProductCatalog, ProductCatalog>();
        services.AddCached<IUserDirectory, UserDirectory>();
        services.AddCached<IOrderReports, OrderReports>();
        services.AddPages();
        services.AddSingleton<HeavyRules>();
        services.AddSingleton<HeavyTotals>();
        services.AddScoped<HeavyRun>();
        services.AddScoped<HeavyAnswer>();
        services.AddSingleton<JsonAnswers>();
        services.AddSingleton<MatcherPolicy, TextOrPage>();
        services.AddSingleton<TierProbe>();
        services.AddSingleton<Banner>();
    }
}

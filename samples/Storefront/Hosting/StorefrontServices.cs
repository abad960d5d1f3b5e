using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Larder.Sqlite.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Storefront.Heavy;
using Storefront.Orders;
using Storefront.Products;
using Storefront.Settings;
using Storefront.SharedTier;
using Storefront.Store;
using Storefront.Store.Seeding;
using Storefront.Strip;
using Storefront.Users;

namespace Storefront.Hosting;

/// <summary>What the shop is made of.</summary>
internal static class StorefrontServices
{
    public static void AddStorefront(this WebApplicationBuilder builder)
    {
        NativeSqlite.Use(); // One library for the database and the cache's file.
        builder.AddLarder().UseSqlite().UseRedis().Configure(TierChoice.Settle).AddUsers();

        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IValidateOptions<StorefrontOptions>, OptionsCheck>();
        builder.Services.AddOptions<StorefrontOptions>()
            .BindConfiguration(StorefrontOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        builder.AddServer();
        builder.Services.AddWeb();
        builder.Services.AddData();
        builder.Services.AddShop();
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
        builder.Logging.AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>();
    }

    private static void AddWeb(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
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
        services.AddScoped<QueryTally>();
        services.AddScoped<StoreDb>();
        services.AddScoped<PageReads>();
        services.AddSingleton(provider => SeedPlan.Of(provider.GetRequiredService<IOptions<StorefrontOptions>>().Value));
        services.AddSingleton(_ => new SeedProgress(Console.Out, !Console.IsOutputRedirected));
        services.AddSingleton<Seeder>();
        services.AddHostedService<SeedService>();
    }

    private static void AddShop(this IServiceCollection services)
    {
        services.AddSingleton<ProductRules>();
        services.AddScoped<IProductCatalog, ProductCatalog>();
        services.AddSingleton(UserRules.ListIn);
        services.AddScoped<UserDirectory>();
        services.AddSingleton<ReportRules>();
        services.AddScoped<IOrderReports, OrderReports>();
        services.AddSingleton<HeavyRules>();
        services.AddSingleton<HeavyTotals>();
        services.AddScoped<HeavyRun>();
        services.AddSingleton<TierProbe>();
        services.AddSingleton<Banner>();
    }
}

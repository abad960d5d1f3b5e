using Larder;
using Larder.Hosting;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Options;
using Storefront.Gates;
using Storefront.Lab.Failover;
using Storefront.Lab.Fleet;
using Storefront.Lab.Outages;
using Storefront.Lab.Racing;
using Storefront.Lab.Stampedes;
using Storefront.Lab.Visiting;
using Storefront.Settings;

namespace Storefront.Lab;

/// <summary>The panels of the lab, and the gates that they move. Where the lab is off, its pages have no address and the tier has no gate.</summary>
internal static class LabPanels
{
    public static void AddLabPanels(this WebApplicationBuilder builder, LarderBuilder cache)
    {
        builder.Services.AddSingleton(static services => new ShopGates { DatabaseDelay = new Delay(services.GetRequiredService<IOptions<StorefrontOptions>>().Value.DbLatencyMs) });
        if (!LabSwitch.IsOn(builder.Configuration, builder.Environment))
        {
            builder.Services.PostConfigure<RazorPagesOptions>(static pages => pages.Conventions.Add(new NoLabRoutes()));
            return;
        }

        cache.WrapSharedTier(
            static (services, tier) => new GatedTier(tier, GateOf(services)), static (services, records) => new GatedRecords(records, GateOf(services)));
        builder.Services.AddSingleton<RaceBoard>();
        builder.Services.AddScoped<RaceSources>();
        builder.Services.AddScoped<RaceRun>();
        builder.Services.AddSingleton<StampedeRun>();
        builder.Services.AddSingleton<OutageBoard>();
        builder.Services.AddScoped<OutageRun>();
        builder.Services.AddSingleton<PeerShops>();
        builder.Services.AddScoped<CoherenceRun>();
        builder.Services.AddSingleton<NodeTable>();
        builder.Services.AddSingleton<NodeControl>();
        builder.Services.AddSingleton(static services => new VisitorSwitch(services.GetRequiredService<IOptions<StorefrontOptions>>().Value.Visitor));
        builder.Services.AddSingleton<VisitorTally>();
        builder.Services.AddHostedService<VisitorWalk>();
    }

    private static TierGate GateOf(IServiceProvider services)
    {
        // A tier may promise to keep time itself, so the gate that plays it keeps time too.
        var patience = services.GetRequiredService<IOptions<CacheOptions>>().Value.CommandTimeout;
        return new TierGate(services.GetRequiredService<ShopGates>().SharedTier, patience, services.GetRequiredService<TimeProvider>());
    }
}

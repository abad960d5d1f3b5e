using Larder;
using Larder.Diagnostics;
using Microsoft.Extensions.Options;
using Storefront.Gates;
using Storefront.Products;
using Storefront.Settings;

namespace Storefront.Lab.Visiting;

/// <summary>The built-in visitor: looks at one product after another, as the pages of products do, so that there is something to see while nobody else comes.</summary>
internal sealed class VisitorWalk(VisitorSwitch visitor, VisitorTally tally, IServiceScopeFactory scopes, IOptions<StorefrontOptions> options, TimeProvider clock)
    : BackgroundService
{
    private const int Seed = 42;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (products, chance) = (new ZipfProducts(options.Value.Products), new Random(Seed));
        while (true)
        {
            var pace = visitor.Pace;
            if (pace.PerSecond == 0)
            {
                await pace.Ended.WaitAsync(stoppingToken);
                continue;
            }

            await LookAsync(products.Next(chance), stoppingToken);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / pace.PerSecond), clock, stoppingToken);
        }
    }

    private async Task LookAsync(int product, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        using var recorder = ReadRecorder.Start();
        try
        {
            await scope.ServiceProvider.GetRequiredService<IProductCatalog>().FindAsync(product, cancellationToken);
            tally.Add(recorder.Reads);
        }
        catch (Exception failure) when (failure is GateClosedException or CacheLoadTimeoutException or System.Data.Common.DbException)
        {
            tally.AddError();
        }
    }
}

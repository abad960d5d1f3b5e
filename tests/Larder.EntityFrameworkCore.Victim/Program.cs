using Larder;
using Larder.EntityFrameworkCore.Victim;
using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.Extensions.DependencyInjection;

// Changes the name of product 1, commits, tells so, and hangs before anything is removed from the cache: to be killed there.
var services = new ServiceCollection();
services.AddLarder().Configure(static options => options.Name = "shop").UseRedis(args[1]);
services.AddShop(args[0]).UseOutbox();
await using var real = services.BuildServiceProvider();
var stuck = new StuckCache(real.GetRequiredService<ICache>(), static () =>
{
    Console.WriteLine("committed");
    Console.Out.Flush();
});
services.AddKeyedSingleton<ICache>("", (_, _) => stuck);
await using var provider = services.BuildServiceProvider();
await using var context = provider.GetRequiredService<ShopContext>();
(await context.Products.FindAsync(1))!.Name = args[2];
await context.SaveChangesAsync();

using Larder.EntityFrameworkCore.Victim.Shop;
using Larder.Testing.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>What a save owes its caller, whatever becomes of the removal.</summary>
public sealed class RemovalTests(OnePostgres postgres)
{
    private readonly LogLines _log = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_removal_that_throws_does_not_fail_the_save(bool isSync)
    {
        var database = await postgres.NewAsync();
        await using var shop = ShopRun.On(database, services =>
        {
            services.AddLogging(logging => logging.AddProvider(_log)).AddLarder().Configure(static options => options.MaxKeyLength = 5).UseMemoryOnly();
            services.AddShop(database);
        });
        await using var context = shop.NewContext();

        context.Add(new Product { Name = "a" });
        var saved = isSync ? context.SaveChanges() : await context.SaveChangesAsync();

        Assert.Equal(1, saved);
        Assert.Equal(1, _log.CountOf("LAR603"));
    }

    [Fact]
    public async Task A_statement_that_does_not_tell_is_logged_once()
    {
        var database = await postgres.NewAsync();
        await using var shop = ShopRun.On(database, services =>
        {
            services.AddLogging(logging => logging.AddProvider(_log)).AddLarder().UseMemoryOnly();
            services.AddShop(database);
        });
        await using var context = shop.NewContext();

        for (var i = 0; i < 3; i++) await context.Database.ExecuteSqlRawAsync("DO $$ BEGIN END $$");

        Assert.Equal(1, _log.CountOf("LAR604"));
    }

    [Fact]
    public async Task A_held_save_lets_nobody_keep_what_he_loads_meanwhile()
    {
        var server = new InMemoryTierServer();
        var meanwhile = new Meanwhile();
        var database = await postgres.NewAsync();
        await using var shop = ShopRun.On(database, services =>
        {
            services.AddSingleton(server.Clock).AddLarder().Configure(static options => options.WriterHoldFor = TimeSpan.FromSeconds(5))
                .UseSharedTier((_, _) => server).UseWriterHolds(server.Name, (_, _) => server.OpenHolds());
            services.AddShop(database);
            services.ConfigureDbContext<ShopContext>(options => options.AddInterceptors(meanwhile));
        });
        await shop.SeedAsync(new Product { Name = "a" });
        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Name = "b";
        meanwhile.Do = async () =>
        {
            await shop.Cache.GetOrLoadAsync("product:1", static _ => new ValueTask<string>("a"));
            return await shop.Cache.ExistsAsync("product:1");
        };

        await context.SaveChangesHeldAsync();

        Assert.False(meanwhile.Answer);
        Assert.Equal("b", await shop.Cache.GetOrLoadAsync("product:1", static _ => new ValueTask<string>("b")));
        Assert.True(await shop.Cache.ExistsAsync("product:1"));
    }

    /// <summary>Does something while a save is under way.</summary>
    private sealed class Meanwhile : SaveChangesInterceptor
    {
        public Func<Task<bool>>? Do { get; set; }

        public bool Answer { get; private set; } = true;

        public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            if (Do is { } act) Answer = await act();
            return result;
        }
    }
}

using System.Diagnostics;
using System.Transactions;
using Larder.EntityFrameworkCore.Hosting;
using Larder.EntityFrameworkCore.Victim.Shop;
using Larder.Support;
using Larder.Testing;
using Larder.Testing.Tiers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>Rows of the outbox: in the transaction, gone after the removal, and drained when nobody is left to remove.</summary>
public sealed class OutboxTests(OnePostgres postgres)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private string _database = "";

    [Fact]
    public async Task A_save_leaves_its_row_in_the_same_transaction_and_removes_at_once()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        context.Add(new Product { Name = "b", CategoryId = 4 });
        await context.SaveChangesAsync();

        var row = Assert.Single(await RowsAsync(shop));
        Assert.Contains("product:2", row, StringComparison.Ordinal);
        Assert.Contains("products:category:4", row, StringComparison.Ordinal);
        Assert.Equal(AutoTransactionBehavior.WhenNeeded, context.Database.AutoTransactionBehavior);
        Assert.Equal(["product:1"], await shop.HeldAsync("product:1", "product:2"));
    }

    [Fact]
    public async Task A_transaction_has_one_row_and_a_rollback_none()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context);
            await context.Labels.ExecuteDeleteAsync();
            Assert.Empty(await RowsAsync(shop));
            await transaction.CommitAsync();
        }

        Assert.Contains("label:*", Assert.Single(await RowsAsync(shop)), StringComparison.Ordinal);
        await using (await context.Database.BeginTransactionAsync()) await RenameAsync(context);
        Assert.Single(await RowsAsync(shop));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_statement_that_stands_alone_gets_a_transaction_with_its_row(bool isSync)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();
        const string Sql = "UPDATE products SET \"Name\" = 'c'";

        var count = isSync ? context.Database.ExecuteSqlRaw(Sql) : await context.Database.ExecuteSqlRawAsync(Sql);

        Assert.Equal(1, count);
        Assert.Contains("product:*", Assert.Single(await RowsAsync(shop)), StringComparison.Ordinal);
        Assert.Empty(await shop.HeldAsync("product:1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_scope_has_its_row_when_it_is_complete(bool isComplete)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        using (var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await RenameAsync(context);
            if (isComplete) scope.Complete();
        }

        Assert.Equal(isComplete ? 1 : 0, (await RowsAsync(shop)).Count);
    }

    [Fact]
    public async Task A_transaction_that_the_caller_commits_without_a_word_is_drained()
    {
        await using var shop = await OpenAsync();
        await using var connection = new NpgsqlConnection(shop.Database);
        await connection.OpenAsync();
        await using var context = shop.NewContext();
        context.Database.SetDbConnection(connection);

        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await context.Database.UseTransactionAsync(transaction);
            await RenameAsync(context);
            await transaction.CommitAsync();
        }

        Assert.Equal(["product:1"], await shop.HeldAsync("product:1"));
        var drain = DrainOf(shop);
        await drain.DrainAsync(CancellationToken.None);
        Assert.Equal(["product:1"], await shop.HeldAsync("product:1"));
        await drain.DrainAsync(CancellationToken.None);
        Assert.Empty(await shop.HeldAsync("product:1"));
        Assert.Empty(await RowsAsync(shop));
    }

    [Fact]
    public async Task A_row_that_can_not_be_written_ends_the_commit()
    {
        await using var shop = await ShopRun.OpenAsync(postgres, static invalidation => invalidation.UseOutbox());
        await shop.SeedAsync(new Product { Name = "a" });
        await using var context = shop.NewContext();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => RenameAsync(context));

        Assert.StartsWith("LAR605", error.Message, StringComparison.Ordinal);
        await using var other = shop.NewContext();
        Assert.Equal("a", (await other.Products.SingleAsync()).Name);
    }

    [Fact]
    public async Task The_host_deletes_rows_whose_removal_is_done()
    {
        await using var shop = await OpenAsync();
        var drain = DrainOf(shop);
        await drain.StartAsync(CancellationToken.None);
        await using var context = shop.NewContext();

        for (var i = 0; i < 3; i++) await RenameAsync(context);

        await Eventually.HoldsAsync(async () => (await RowsAsync(shop)).Count == 0, Deadline);
        await drain.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task The_host_looks_for_what_others_left_by_its_clock()
    {
        var clock = new FakeClock();
        await using var shop = ShopRun.On(await NewAsync(), services => AddTo(services.AddSingleton<TimeProvider>(clock), null));
        await shop.FillAsync("product:1");
        await LeaveRowAsync(shop);
        var drain = DrainOf(shop);
        await drain.StartAsync(CancellationToken.None);

        // It may be between two rests: then the clock is moved again.
        await Eventually.HoldsAsync(
            async () =>
            {
                if (clock.NextTimerIn is { } next) clock.Advance(next);
                return (await RowsAsync(shop)).Count == 0;
            },
            Deadline);

        Assert.Empty(await shop.HeldAsync("product:1"));
        await drain.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_row_stays_while_the_shared_tier_is_not_told()
    {
        var server = new InMemoryTierServer(new FakeClock());
        await using var shop = ShopRun.On(await NewAsync(), services => AddTo(services.AddSingleton<TimeProvider>(server.Clock), server));
        await using var context = shop.NewContext();
        var drain = DrainOf(shop);
        server.TakeDown();

        await RenameAsync(context);
        for (var round = 0; round < 3; round++) await drain.DrainAsync(CancellationToken.None);
        Assert.Single(await RowsAsync(shop));

        server.BringUp();
        ((FakeClock)server.Clock).Advance(TimeSpan.FromSeconds(10));
        await Eventually.HoldsAsync(
            async () =>
            {
                await drain.DrainAsync(CancellationToken.None);
                return (await RowsAsync(shop)).Count == 0;
            },
            Deadline);
    }

    [Fact]
    public async Task Two_drains_share_the_rows()
    {
        await using var shop = await OpenAsync();
        for (var i = 0; i < 20; i++) await LeaveRowAsync(shop);
        OutboxDrain<ShopContext>[] drains = [DrainOf(shop), DrainOf(shop)];

        foreach (var drain in drains) await drain.DrainAsync(CancellationToken.None);
        await Task.WhenAll(drains.Select(static drain => drain.DrainAsync(CancellationToken.None)));
        foreach (var drain in drains) await drain.DrainAsync(CancellationToken.None);

        Assert.Empty(await RowsAsync(shop));
        Assert.Empty(await shop.HeldAsync("product:1"));
    }

    [Fact]
    public async Task What_a_process_that_was_killed_behind_its_commit_left_is_removed_by_another()
    {
        await using var redis = await RedisServer.StartAsync();
        var database = await NewAsync();
        await using var shop = ShopRun.On(database, services =>
        {
            // A slow machine is no outage: then this process would load by itself, and nothing would be shown.
            services.AddLarder().Configure(static options => (options.Name, options.CommandTimeout) = ("shop", TimeSpan.FromSeconds(20))).UseRedis(redis.Url);
            services.AddShop(database).UseOutbox(static options => options.Every = TimeSpan.FromMilliseconds(200));
        });
        await shop.SeedAsync(new Product { Name = "before" });
        Assert.Equal("before", await NameAsync(shop));

        using (var victim = Start(database, redis.Url, "after"))
        {
            Assert.Equal("committed", await victim.StandardOutput.ReadLineAsync().WaitAsync(Deadline));
            victim.Kill();
            await victim.WaitForExitAsync();
        }

        await using (var context = shop.NewContext()) Assert.Equal("after", (await context.Products.SingleAsync()).Name);
        Assert.Equal("before", await NameAsync(shop));
        var drain = DrainOf(shop);
        await drain.StartAsync(CancellationToken.None);
        await Eventually.HoldsAsync(async () => await NameAsync(shop) == "after", Deadline);
        await Eventually.HoldsAsync(async () => (await RowsAsync(shop)).Count == 0, Deadline);
        await drain.StopAsync(CancellationToken.None);
    }

    private async Task<ShopRun> OpenAsync()
    {
        var shop = ShopRun.On(await NewAsync(), services => AddTo(services, null));
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.FillAsync("product:1", "product:2");
        return shop;
    }

    private async Task<string> NewAsync()
    {
        _database = await postgres.NewAsync();
        await using var context = ShopRun.On(_database, services => AddTo(services, null)).NewContext();
        await context.EnsureLarderOutboxAsync();
        await context.EnsureLarderOutboxAsync();
        return _database;
    }

    private void AddTo(IServiceCollection services, InMemoryTierServer? server)
    {
        var larder = services.AddLarder();
        if (server is null) larder.UseMemoryOnly();
        else larder.UseSharedTier((_, _) => server);
        services.AddShop(_database).UseOutbox();
    }

    private static OutboxDrain<ShopContext> DrainOf(ShopRun shop) => new(
        shop.Services.GetRequiredService<IServiceScopeFactory>(), shop.Services.GetRequiredService<ContextInvalidation<ShopContext>>(),
        shop.Services.GetRequiredService<InvalidationSettings<ShopContext>>().Settings.Outbox!, shop.Services.GetRequiredService<TimeProvider>(),
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    private static async Task LeaveRowAsync(ShopRun shop)
    {
        await using var context = shop.NewContext();
        await context.Database.ExecuteSqlRawAsync(
            "INSERT INTO larder_outbox (id, keys, tags, patterns, created_at) VALUES ({0}, '[\"product:1\"]', '[]', '[]', '')", Guid.NewGuid().ToString("N"));
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(ShopRun shop)
    {
        await using var context = shop.NewContext();
        return await context.Database.SqlQueryRaw<string>("SELECT keys || tags || patterns AS \"Value\" FROM larder_outbox").ToListAsync();
    }

    private static async Task RenameAsync(ShopContext context)
    {
        if (await context.Products.FindAsync(1) is not { } product) context.Add(new Product { Name = "new" });
        else product.Name += "b";
        await context.SaveChangesAsync();
    }

    private static async Task<string> NameAsync(ShopRun shop) => await shop.Cache.GetOrLoadAsync("product:1", async token =>
    {
        await using var context = shop.NewContext();
        return (await context.Products.SingleAsync(token)).Name;
    });

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "Larder.EntityFrameworkCore.Victim.dll"), .. arguments]) start.ArgumentList.Add(argument);
        return Process.Start(start) ?? throw new InvalidOperationException("The process did not start.");
    }
}

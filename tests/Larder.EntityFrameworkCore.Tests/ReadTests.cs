using System.Data;
using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.EntityFrameworkCore;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>What is read while a transaction is open.</summary>
public sealed class ReadTests(OnePostgres postgres)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task What_a_load_reads_in_a_transaction_that_has_written_is_kept_by_nobody()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, "uncommitted");
            Assert.Equal("uncommitted", await NameAsync(shop.Cache, context));
        }

        await using var other = shop.NewContext();
        Assert.False(await shop.Cache.ExistsAsync("product:1"));
        Assert.Equal("a", await NameAsync(shop.Cache, other));
    }

    [Fact]
    public async Task Who_waits_for_such_a_load_gets_what_he_may_see()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();
        await using var other = shop.NewContext();
        var (read, go) = (new TaskCompletionSource(), new TaskCompletionSource());

        await using (await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, "uncommitted");
            var inside = shop.Cache.GetOrLoadAsync("product:1", async token =>
            {
                var name = await QueryAsync(context, token);
                read.SetResult();
                await go.Task;
                return name;
            }).AsTask();
            await read.Task.WaitAsync(Deadline);
            var outside = NameAsync(shop.Cache, other);
            Assert.False(outside.IsCompleted);
            go.SetResult();

            Assert.Equal("uncommitted", await inside.WaitAsync(Deadline));
            Assert.Equal("a", await outside.WaitAsync(Deadline));
        }
    }

    [Fact]
    public async Task A_transaction_that_only_reads_fills_the_cache()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (await context.Database.BeginTransactionAsync()) await NameAsync(shop.Cache, context);

        Assert.True(await shop.Cache.ExistsAsync("product:1"));
    }

    [Fact]
    public async Task A_snapshot_that_is_older_than_a_removal_is_kept_by_nobody()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();
        await using var writer = shop.NewContext();

        await using (await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead))
        {
            await context.Labels.ToListAsync();
            await RenameAsync(writer, "b");
            Assert.Equal("a", await NameAsync(shop.Cache, context));
        }

        await using var other = shop.NewContext();
        Assert.Equal("b", await NameAsync(shop.Cache, other));
    }

    [Fact]
    public async Task Within_its_context_a_cache_answers_what_the_transaction_has_written()
    {
        await using var shop = await OpenAsync();
        await shop.FillAsync("product:1", "other");
        await using var context = shop.NewContext();
        var cache = shop.Cache.Within(context);
        Assert.Equal("old", await NameAsync(cache, context));

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            Assert.Equal("old", await NameAsync(cache, context));
            await RenameAsync(context, "b");
            Assert.Equal("b", await NameAsync(cache, context));
            var many = await cache.GetOrLoadManyAsync<int, string>([1, 1], static id => $"product:{id}", async (ids, token) =>
                (await context.Products.AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(token)).ToDictionary(static row => row.Id, static row => row.Name));
            Assert.Equal("b", many[1]);
            Assert.False((await cache.TryGetAsync<string>("product:1")).Found);
            Assert.False(await cache.SetAsync("product:1", "mine"));
            await cache.RemoveAsync("other");
            Assert.Equal("old", (await shop.Cache.TryGetAsync<string>("product:1")).Value);
            Assert.True(await shop.Cache.ExistsAsync("other"));
            await transaction.CommitAsync();
        }

        Assert.Equal("b", await NameAsync(cache, context));
        Assert.Empty(await shop.HeldAsync("other"));
        Assert.True(await shop.Cache.ExistsAsync("product:1"));
    }

    [Fact]
    public async Task A_load_around_a_read_within_a_context_is_kept_by_nobody()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();
        var cache = shop.Cache.Within(context);

        await using (await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, "uncommitted");
            await shop.Cache.GetOrLoadAsync("page", async _ => "page of " + await cache.GetOrLoadAsync("product:1", static _ => new ValueTask<string>("made")));
        }

        Assert.False(await shop.Cache.ExistsAsync("page"));
    }

    [Fact]
    public async Task A_load_under_way_while_a_transaction_commits_keeps_no_old_value()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();
        await using var other = shop.NewContext();
        var (read, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        Task<string> slow;

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            await RenameAsync(context, "b");
            slow = shop.Cache.GetOrLoadAsync("product:1", async token =>
            {
                var name = await QueryAsync(other, token);
                read.SetResult();
                await go.Task;
                return name;
            }).AsTask();
            await read.Task.WaitAsync(Deadline);
            await transaction.CommitAsync();
        }

        go.SetResult();
        Assert.Equal("a", await slow.WaitAsync(Deadline));
        await using var late = shop.NewContext();
        Assert.Equal("b", await NameAsync(shop.Cache, late));
    }

    [Fact]
    public async Task Readers_beside_writers_never_keep_what_is_old()
    {
        await using var shop = await OpenAsync();
        using var stop = new CancellationTokenSource();
        Task[] readers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await using var context = shop.NewContext();
                await NameAsync(shop.Cache, context);
            }
        }))];

        for (var round = 1; round <= 60; round++)
        {
            await using var context = shop.NewContext();
            await using var transaction = await context.Database.BeginTransactionAsync();
            await RenameAsync(context, $"{round}");
            if (round % 3 == 0) await transaction.RollbackAsync();
            else await transaction.CommitAsync();
            context.ChangeTracker.Clear();
            var committed = await QueryAsync(context, CancellationToken.None);
            Assert.Equal(committed, await NameAsync(shop.Cache, context));
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(Deadline);
    }

    private async Task<ShopRun> OpenAsync()
    {
        var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a" });
        return shop;
    }

    private static Task<string> NameAsync(ICache cache, ShopContext context) =>
        cache.GetOrLoadAsync("product:1", async token => await QueryAsync(context, token)).AsTask();

    private static Task<string> QueryAsync(ShopContext context, CancellationToken token) =>
        context.Products.Where(static row => row.Id == 1).Select(static row => row.Name).SingleAsync(token);

    private static async Task RenameAsync(ShopContext context, string name)
    {
        (await context.Products.FindAsync(1))!.Name = name;
        await context.SaveChangesAsync();
    }
}

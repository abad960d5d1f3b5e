using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>What a save removes, row by row.</summary>
public sealed class SaveTests(OnePostgres postgres)
{
    [Fact]
    public async Task An_update_removes_the_key_and_the_tag_of_the_row_and_nothing_else()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a", CategoryId = 7 });
        await shop.FillAsync("product:1", "product:2", "products:category:7", "products:category:8");
        await shop.FillTaggedAsync("list", "products");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Name = "b";
        await context.SaveChangesAsync();

        Assert.Equal(["product:2", "products:category:8"], await shop.HeldAsync("product:1", "product:2", "products:category:7", "products:category:8", "list"));
    }

    [Fact]
    public async Task A_save_without_await_removes_too()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.FillAsync("product:1");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Name = "b";
        context.SaveChanges();

        Assert.Empty(await shop.HeldAsync("product:1"));
    }

    [Fact]
    public async Task An_insert_removes_the_key_that_the_database_makes()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.FillAsync("product:1", "product:2", "product:0");

        await using var context = shop.NewContext();
        context.AddRange(new Product { Name = "a" }, new Product { Name = "b" });
        await context.SaveChangesAsync();

        Assert.Equal(["product:0"], await shop.HeldAsync("product:0", "product:1", "product:2"));
    }

    [Fact]
    public async Task A_key_that_changes_removes_the_old_one_and_the_new_one()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        var customer = await shop.SeedAsync(new Customer { Id = Guid.NewGuid(), Mail = "old@example.org" });
        string[] keys =
        [
            CacheKey.Of($"customer:{customer.Id}"), CacheKey.Of($"customer:mail:{"old@example.org"}"), CacheKey.Of($"customer:mail:{"new@example.org"}"),
        ];
        await shop.FillAsync(keys);
        await shop.FillTaggedAsync("all", "customers");

        await using var context = shop.NewContext();
        (await context.Customers.SingleAsync()).Mail = "new@example.org";
        await context.SaveChangesAsync();

        Assert.Empty(await shop.HeldAsync([.. keys, "all"]));
    }

    [Fact]
    public async Task A_row_that_moves_removes_the_lists_of_both_places()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a", CategoryId = 1 });
        await shop.FillAsync("products:category:1", "products:category:2", "products:category:3");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).CategoryId = 2;
        await context.SaveChangesAsync();

        Assert.Equal(["products:category:3"], await shop.HeldAsync("products:category:1", "products:category:2", "products:category:3"));
    }

    [Fact]
    public async Task A_delete_removes_what_the_cascade_of_the_tracker_deletes_too()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a", Notes = { new Note { Text = "n" } } });
        await shop.FillAsync("product:1", "notes:1");

        await using var context = shop.NewContext();
        context.Remove(await context.Products.Include(static row => row.Notes).SingleAsync());
        await context.SaveChangesAsync();

        Assert.Empty(await shop.HeldAsync("product:1", "notes:1"));
    }

    [Fact]
    public async Task A_cascade_that_comes_with_the_save_is_seen()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a", Notes = { new Note { Text = "n" } } });
        await shop.FillAsync("product:1", "notes:1");

        await using var context = shop.NewContext();
        context.ChangeTracker.CascadeDeleteTiming = Microsoft.EntityFrameworkCore.ChangeTracking.CascadeTiming.OnSaveChanges;
        context.Remove(await context.Products.Include(static row => row.Notes).SingleAsync());
        await context.SaveChangesAsync();

        Assert.Empty(await shop.HeldAsync("product:1", "notes:1"));
    }

    [Fact]
    public async Task A_shadow_property_may_stand_in_a_key()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a", Notes = { new Note { Text = "n" } } });
        await shop.FillAsync("notes:1", "product:1");

        await using var context = shop.NewContext();
        (await context.Notes.SingleAsync()).Text = "m";
        await context.SaveChangesAsync();

        Assert.Equal(["product:1"], await shop.HeldAsync("notes:1", "product:1"));
    }

    [Fact]
    public async Task A_key_of_two_columns_is_spelt_as_the_cache_spells_it()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Stock { ProductId = 3, Warehouse = "a:b", Pieces = 1 });
        var key = CacheKey.Of($"stock:{3}:{"a:b"}");
        await shop.FillAsync(key, "stock:3:a:b");

        await using var context = shop.NewContext();
        (await context.Stocks.SingleAsync()).Pieces = 2;
        await context.SaveChangesAsync();

        Assert.Equal(["stock:3:a:b"], await shop.HeldAsync(key, "stock:3:a:b"));
    }

    [Fact]
    public async Task An_owned_row_belongs_to_its_owner()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a", Size = new Size { Width = 1, Height = 1 } });
        await shop.FillAsync("product:1", "product:2");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Size!.Width = 2;
        await context.SaveChangesAsync();

        Assert.Equal(["product:2"], await shop.HeldAsync("product:1", "product:2"));
    }

    [Fact]
    public async Task A_derived_row_removes_the_keys_of_both_types()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new EBook { Name = "a" });
        await shop.FillAsync("product:1", "ebook:1");

        await using var context = shop.NewContext();
        (await context.Set<EBook>().SingleAsync()).Format = "pdf";
        await context.SaveChangesAsync();

        Assert.Empty(await shop.HeldAsync("product:1", "ebook:1"));
    }

    [Fact]
    public async Task Joining_two_rows_removes_the_keys_of_both()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.SeedAsync(new Label { Text = "l" });
        await shop.FillAsync("product:1", "product:2", "label:1", "label:2");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Labels.Add(await context.Labels.SingleAsync());
        await context.SaveChangesAsync();

        Assert.Equal(["product:2", "label:2"], await shop.HeldAsync("product:1", "product:2", "label:1", "label:2"));
    }

    [Fact]
    public async Task A_joined_row_that_nobody_has_read_is_removed_by_its_key_or_its_family()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.SeedAsync(new Label { Text = "l" });
        await shop.FillAsync("product:1", "product:2", "products:category:5", "label:1");
        await shop.FillTaggedAsync("list", "products");

        await using var context = shop.NewContext();
        context.Set<Dictionary<string, object>>("product_labels").Add(new() { ["LabelsId"] = 1, ["ProductsId"] = 1 });
        await context.SaveChangesAsync();

        Assert.Equal(["product:2"], await shop.HeldAsync("product:1", "product:2", "products:category:5", "label:1", "list"));
    }

    [Fact]
    public async Task What_another_interceptor_makes_of_a_save_is_what_counts()
    {
        await using var shop = await ShopRun.OpenAsync(postgres, options: static options => options.AddInterceptors(new Renaming()));
        await shop.SeedAsync(new Customer { Id = Guid.NewGuid(), Mail = "a@example.org" });
        await shop.SeedAsync(new Customer { Id = Guid.NewGuid(), Mail = "b@example.org" });
        string[] keys = ["customer:mail:a@example.org", "customer:mail:c@example.org", "customer:mail:b@example.org", "customer:mail:renamed@example.org", "other"];
        await shop.FillAsync(keys);

        await using var context = shop.NewContext();
        (await context.Customers.OrderBy(static row => row.Mail).ToListAsync())[0].Mail = "c@example.org";
        await context.SaveChangesAsync();

        Assert.Equal(["other"], await shop.HeldAsync(keys));
    }

    [Fact]
    public async Task A_save_that_the_database_refuses_removes_nothing()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Customer { Id = Guid.NewGuid(), Mail = "a@example.org" });
        await shop.FillAsync("customer:mail:a@example.org");

        await using var context = shop.NewContext();
        context.Add(new Customer { Id = Guid.NewGuid(), Mail = "a@example.org" });
        await Assert.ThrowsAsync<DbUpdateException>(() => context.SaveChangesAsync());

        Assert.Equal(["customer:mail:a@example.org"], await shop.HeldAsync("customer:mail:a@example.org"));
    }

    [Fact]
    public async Task A_save_of_nothing_removes_nothing()
    {
        await using var shop = await ShopRun.OpenAsync(postgres);
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.FillAsync("product:1");

        await using var context = shop.NewContext();
        await context.Products.SingleAsync();
        await context.SaveChangesAsync();

        Assert.Equal(["product:1"], await shop.HeldAsync("product:1"));
    }

    [Fact]
    public async Task The_callers_token_does_not_end_the_removal()
    {
        using var source = new CancellationTokenSource();
        await using var shop = await ShopRun.OpenAsync(postgres, options: options => options.AddInterceptors(new Leaving(source)));
        await shop.SeedAsync(new Product { Name = "a" });
        await shop.FillAsync("product:1");

        await using var context = shop.NewContext();
        (await context.Products.SingleAsync()).Name = "b";
        await context.SaveChangesAsync(source.Token);

        Assert.True(source.IsCancellationRequested);
        Assert.Empty(await shop.HeldAsync("product:1"));
    }

    /// <summary>Changes a row that the caller has left alone.</summary>
    private sealed class Renaming : SaveChangesInterceptor
    {
        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            eventData.Context!.ChangeTracker.Entries<Customer>().Single(static entry => entry.State == EntityState.Unchanged).Entity.Mail = "renamed@example.org";
            return new(result);
        }
    }

    /// <summary>The caller leaves right behind the statement, which has committed by itself.</summary>
    private sealed class Leaving(CancellationTokenSource source) : DbCommandInterceptor
    {
        public override InterceptionResult DataReaderDisposing(System.Data.Common.DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
        {
            if (command.CommandText.StartsWith("UPDATE", StringComparison.Ordinal)) source.Cancel();
            return result;
        }
    }
}

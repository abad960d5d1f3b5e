using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.EntityFrameworkCore;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>Statements past the tracker: their tables' tags and families of keys.</summary>
public sealed class StatementTests(OnePostgres postgres)
{
    private static readonly string[] Keys = ["product:1", "ebook:1", "products:category:1", "label:1", "stock:1:a", "customer:1", "list"];

    public static TheoryData<string, string[]> Statements => new()
    {
        { "UPDATE products SET \"Name\" = 'b'", ["label:1", "stock:1:a", "customer:1"] },
        { "/* UPDATE labels */ WITH gone AS (DELETE FROM \"storage\".\"stocks\" RETURNING *) INSERT INTO labels (\"Text\") SELECT 'DELETE FROM customers' FROM gone", ["product:1", "ebook:1", "products:category:1", "customer:1", "list"] },
        { "UPDATE labels SET \"Text\" = 'x'; DELETE FROM customers", ["product:1", "ebook:1", "products:category:1", "stock:1:a", "list"] },
        { "TRUNCATE product_labels", ["stock:1:a", "customer:1"] },
        { "DO $$ BEGIN DELETE FROM labels; END $$", [] },
        { "SELECT 1 -- UPDATE products", Keys },
        { "CREATE TABLE other (id int)", Keys },
    };

    [Theory, MemberData(nameof(Statements))]
    public async Task Sql_of_the_application_removes_what_belongs_to_its_tables(string sql, string[] left)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await context.Database.ExecuteSqlRawAsync(sql);

        Assert.Equal(left, await shop.HeldAsync(Keys));
    }

    [Fact]
    public async Task An_update_without_rows_removes_the_family()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await context.Products.Where(static row => row.Id == 1).ExecuteUpdateAsync(static set => set.SetProperty(static row => row.Name, "b"));

        Assert.Equal(["label:1", "stock:1:a", "customer:1"], await shop.HeldAsync(Keys));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delete_without_rows_waits_for_its_transaction(bool isCommitted)
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await using (var transaction = await context.Database.BeginTransactionAsync())
        {
            context.Stocks.Where(static row => row.ProductId == 1).ExecuteDelete();
            Assert.Equal(Keys, await shop.HeldAsync(Keys));
            if (isCommitted) await transaction.CommitAsync();
        }

        Assert.Equal(isCommitted ? [.. Keys.Except(["stock:1:a"])] : Keys, await shop.HeldAsync(Keys));
    }

    [Fact]
    public async Task A_statement_that_answers_with_rows_removes_once_it_is_over()
    {
        await using var shop = await OpenAsync();
        await shop.SeedAsync(new Label { Text = "a" });
        await using var context = shop.NewContext();

        var rows = await context.Labels.FromSqlRaw("UPDATE labels SET \"Text\" = 'b' RETURNING *").ToListAsync();

        Assert.Equal("b", Assert.Single(rows).Text);
        Assert.Equal(Keys.Except(["label:1"]), await shop.HeldAsync(Keys));
    }

    [Fact]
    public async Task A_query_removes_nothing()
    {
        await using var shop = await OpenAsync();
        await using var context = shop.NewContext();

        await context.Labels.FromSqlRaw("SELECT * FROM labels WHERE \"Text\" = 'DELETE FROM labels'").ToListAsync();
        await context.Products.ToListAsync();

        Assert.Equal(Keys, await shop.HeldAsync(Keys));
    }

    private async Task<ShopRun> OpenAsync()
    {
        var shop = await ShopRun.OpenAsync(postgres);
        await shop.FillAsync(Keys[..^1]);
        await shop.FillTaggedAsync("list", "products");
        return shop;
    }
}

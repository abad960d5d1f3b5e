using Dapper;
using Larder.Sqlite.Storage;
using Microsoft.Data.Sqlite;
using Storefront.Store;
using Storefront.Tests.Support;

namespace Storefront.Tests.Store;

public sealed class CountedCommandTests
{
    [Fact]
    public async Task Every_way_to_ask_counts_as_one_query()
    {
        NativeSqlite.Use();
        var asked = 0;
        await using var connection = new CountedConnection(new SqliteConnection("Data Source=:memory:"), _ =>
        {
            asked++;
            return default;
        });
        await connection.OpenAsync();

        await connection.ExecuteAsync("CREATE TABLE t (a INTEGER)");
        await connection.ExecuteAsync("INSERT INTO t VALUES (@a)", new { a = 1 });
        var list = await connection.QueryAsync<int>("SELECT a FROM t");
        var one = await connection.QuerySingleAsync<int>("SELECT a FROM t");
        var scalar = await connection.ExecuteScalarAsync<int>("SELECT a FROM t");

        Assert.Equal([1, 1, 1], [list.Single(), one, scalar]);
        Assert.Equal(5, asked);
    }

    [Fact]
    public async Task Each_request_has_its_own_tally_and_the_process_the_sum()
    {
        await using var shop = Shop.Open();

        using var list = await shop.Curl.GetAsync("/api/products?cache=off");
        using var product = await shop.Curl.GetAsync("/api/products/7?cache=off");

        Assert.Contains("desc=\"2 queries\"", Assert.Single(list.Headers.GetValues("Server-Timing")));
        Assert.Contains("desc=\"1 query\"", Assert.Single(product.Headers.GetValues("Server-Timing")));
        Assert.Equal(3, shop.Queries);
    }
}

using System.Globalization;
using Larder.EntityFrameworkCore.Victim.Shop;
using Larder.Support;
using Microsoft.EntityFrameworkCore;
using Npgsql;

[assembly: AssemblyFixture(typeof(Larder.EntityFrameworkCore.Tests.OnePostgres))]

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>One server for all tests; each gets a database of its own, a copy of one that has the tables.</summary>
public sealed class OnePostgres : IAsyncLifetime
{
    private readonly SemaphoreSlim _one = new(1);
    private int _databases;

    public PostgresServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await PostgresServer.StartAsync();
        await ExecuteAsync("CREATE DATABASE model");
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(In("model")).Options);
        await context.Database.EnsureCreatedAsync();
    }

    /// <summary>A new database, by its connection string.</summary>
    public async Task<string> NewAsync()
    {
        // Nobody may be connected to what is copied.
        await _one.WaitAsync();
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"shop{++_databases}");
            await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE model");
            return In(name);
        }
        finally
        {
            _one.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Server.DisposeAsync();
        _one.Dispose();
    }

    private string In(string database) =>
        Server.ConnectionString.Replace("Database=postgres", $"Database={database}", StringComparison.Ordinal) + (database == "model" ? ";Pooling=false" : ";Maximum Pool Size=20");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

using Larder.EntityFrameworkCore.Hosting;
using Larder.EntityFrameworkCore.Victim.Shop;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.EntityFrameworkCore.Tests;

/// <summary>An application for one test: a cache, a database of its own, and contexts.</summary>
internal sealed class ShopRun : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ShopRun(ServiceProvider services, string database) => (_services, Database) = (services, database);

    public string Database { get; }

    public IServiceProvider Services => _services;

    public ICache Cache => _services.GetRequiredService<ICache>();

    /// <summary>An application of any make on a database that is there.</summary>
    public static ShopRun On(string database, Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return new ShopRun(services.BuildServiceProvider(), database);
    }

    public static async Task<ShopRun> OpenAsync(
        OnePostgres postgres, Action<InvalidationBuilder<ShopContext>>? invalidation = null, Action<DbContextOptionsBuilder>? options = null)
    {
        var database = await postgres.NewAsync();
        var services = new ServiceCollection();
        services.AddLarder().UseMemoryOnly();
        invalidation?.Invoke(services.AddShop(database));
        if (invalidation is null) services.AddShop(database);
        if (options is not null) services.ConfigureDbContext<ShopContext>(options);
        return new ShopRun(services.BuildServiceProvider(), database);
    }

    /// <summary>A context that the caller disposes.</summary>
    public ShopContext NewContext() => _services.GetRequiredService<ShopContext>();

    /// <summary>Puts something under each of these keys.</summary>
    public async Task FillAsync(params string[] keys)
    {
        foreach (var key in keys) await Cache.SetAsync(key, "old");
    }

    public async Task FillTaggedAsync(string key, string tag) => await Cache.SetAsync(key, "old", new CacheEntryOptions { Tags = [tag] });

    /// <summary>Which of these keys still hold something.</summary>
    public async Task<string[]> HeldAsync(params string[] keys)
    {
        List<string> held = [];
        foreach (var key in keys)
            if (await Cache.ExistsAsync(key)) held.Add(key);
        return [.. held];
    }

    /// <summary>Rows, past the cache: what is there before the test begins.</summary>
    public async Task<T> SeedAsync<T>(T row)
        where T : class
    {
        await using var context = new ShopContext(new DbContextOptionsBuilder<ShopContext>().UseNpgsql(Database).Options);
        context.Add(row);
        await context.SaveChangesAsync();
        return row;
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await using var connection = new Npgsql.NpgsqlConnection(Database);
        Npgsql.NpgsqlConnection.ClearPool(connection);
    }
}

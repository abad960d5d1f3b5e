using System.Globalization;
using Dapper;
using Larder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Storefront.Settings;
using Storefront.Shared;
using Storefront.SharedTier;
using Storefront.Store;

namespace Storefront.Hosting;

/// <summary>What a person sees when the shop is ready.</summary>
internal sealed class Banner(
    IServer server, IHostEnvironment environment, IOptions<CacheOptions> cache, IOptions<StorefrontOptions> options, Database database,
    TierProbe probe)
{
    public async Task WriteAsync(TextWriter output, CancellationToken cancellationToken)
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (address is null) return;

        var heavy = options.Value.HeavySeconds.ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"storefront  a shop that shows what its cache does".PadRight(62) + $".NET {Environment.Version}");
        Line("Shop", address);
        Line("Products", $"{address}/products");
        Line("Dashboard", $"{address}/dashboard", "sums over every order and payment");
        Line("Heavy", $"{address}/heavy", $"takes {heavy} s once, then comes from the cache for a minute");
        if (LabSwitch.IsOn(options.Value, environment)) Line("Lab", $"{address}/lab", "race, stampede, kill switch, and more");
        Line("Cache", await CacheWordsAsync(cancellationToken));
        if (cache.Value.SharedTier == SharedTierChoice.Sqlite) Line("Redis?", "add --redis localhost:6379, or set REDIS_URL");
        Line("Database", await DatabaseWordsAsync(cancellationToken));
        Line("Try", $"curl -i {address}/heavy", "(twice)");
        Line("", $"curl -i {address}/api/products/42", "(twice)");
        output.WriteLine("Ctrl-C to stop");

        void Line(string name, string text, string remark = "") =>
            output.WriteLine($"  {name,-12}{(remark.Length == 0 ? text : text.PadRight(48) + remark)}");
    }

    private async Task<string> CacheWordsAsync(CancellationToken cancellationToken)
    {
        var memory = $"memory {Text.Bytes(cache.Value.MemoryBytes)}";
        if (cache.Value.SharedTier == SharedTierChoice.None) return $"{memory}, shared with nobody";
        if (cache.Value.SharedTier == SharedTierChoice.Redis)
        {
            var state = await probe.AnswersAsync(cancellationToken)
                ? "shared by all instances that use it"
                : "which does not answer; memory alone until it does, nothing to restart";
            return $"{memory} -> redis {RedisPlace.Of(cache.Value.Redis)}, {state}";
        }

        var path = cache.Value.Sqlite.Path ?? $".larder/{cache.Value.Name}.db";
        return $"{memory} -> sqlite {Short(path)} ({Text.Bytes(cache.Value.Sqlite.MaxBytes)}), shared by the processes of this machine";
    }

    private async Task<string> DatabaseWordsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenUncountedAsync(cancellationToken);
        var (products, orders, users) = await connection.QuerySingleAsync<(long, long, long)>(
            "SELECT (SELECT count(*) FROM products), (SELECT count(*) FROM orders), (SELECT count(*) FROM users)");
        return $"sqlite {Short(database.File)}, {Text.Count(products)} products, {Text.Count(orders)} orders, {Text.Count(users)} users";
    }

    // Below the content root as the settings say it, elsewhere in full.
    private string Short(string path)
    {
        var full = Path.GetFullPath(path, environment.ContentRootPath);
        var relative = Path.GetRelativePath(environment.ContentRootPath, full);
        return relative.StartsWith("..", StringComparison.Ordinal) ? full : relative;
    }
}

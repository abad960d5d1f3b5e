using Larder.Cli.Output;
using Larder.Inspection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.Cli.Targets;

/// <summary>Entries where they lie: in Redis or in a SQLite file, by the same code that applications use. What is removed here is removed for all of them.</summary>
internal sealed class DirectTarget : ITarget
{
    private const int MostKeyLength = 65_536;
    private const int MostValueBytes = 512 << 20;

    private readonly ServiceProvider _services;
    private readonly TargetTerms _terms;

    private DirectTarget(ServiceProvider services, string description, TargetTerms terms) => (_services, Description, _terms) = (services, description, terms);

    public string Description { get; }

    public string? Owner => _terms.KeyPrefix is { Length: > 0 } || _terms.Name is { Length: > 0 } ? Inspector.KeyPrefix : null;

    private CacheInspector Inspector => _services.GetRequiredService<CacheInspectors>().All[0];

    public static DirectTarget OfRedis(string url, string description, TargetTerms terms) => Open(
        services => services.AddLarder(terms.Cache).UseRedis(url).Configure(static options => options.SharedTier = SharedTierChoice.Redis), description, terms);

    public static DirectTarget OfFile(string path, string description, TargetTerms terms) => Open(
        services => services.AddLarder(terms.Cache).UseSqlite(Path.GetFullPath(path)).Configure(static options => options.SharedTier = SharedTierChoice.Sqlite), description, terms);

    public async ValueTask<AppReport> StatsAsync(CancellationToken cancellationToken) =>
        new(_terms.Name ?? "", 0, "", DateTimeOffset.UnixEpoch, [await Inspector.ReportAsync(cancellationToken).ConfigureAwait(false)], []);

    public async ValueTask<KeyPage> KeysAsync(KeyQuery query, CancellationToken cancellationToken)
    {
        var page = await Inspector.ListAsync(query with { Places = KeyPlaces.Shared }, cancellationToken).ConfigureAwait(false);
        return page.SharedAnswered ? page : throw await AwayAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<EntrySight?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var entry = await Inspector.FindAsync(key, cancellationToken).ConfigureAwait(false);
        return entry is { SharedAnswered: false } ? throw await AwayAsync(cancellationToken).ConfigureAwait(false) : entry;
    }

    public async ValueTask<ValueSight?> ReadAsync(string key, SecretValues secrets, CancellationToken cancellationToken) =>
        await FindAsync(key, cancellationToken).ConfigureAwait(false) is null ? null : await Inspector.ReadValueAsync(key, secrets, cancellationToken).ConfigureAwait(false);

    public async ValueTask<RemovalAnswer> RemoveAsync(RemovalRequest request, CancellationToken cancellationToken)
    {
        var cache = await ReachedAsync(cancellationToken).ConfigureAwait(false);
        if (request.Keys is { } keys) return await ToldAsync(await cache.RemoveAsync(keys, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        if (request.Tag is { } tag) return Told(await cache.RemoveByTagAsync(tag, cancellationToken).ConfigureAwait(false), null);
        var removal = await cache.RemoveByPatternAsync(request.Pattern!, cancellationToken).ConfigureAwait(false);
        return Told(removal.IsComplete, removal.Count);
    }

    public async ValueTask<RemovalAnswer> ExpireAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var (cache, count) = (await ReachedAsync(cancellationToken).ConfigureAwait(false), 0);
        foreach (var key in keys)
            if (await cache.ExpireAsync(key, cancellationToken).ConfigureAwait(false)) count++;
        return await ToldAsync(count, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<RemovalAnswer> ClearAsync(CancellationToken cancellationToken)
    {
        var cache = await ReachedAsync(cancellationToken).ConfigureAwait(false);
        return Told(await cache.ClearAsync(cancellationToken).ConfigureAwait(false), null);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static DirectTarget Open(Func<IServiceCollection, Hosting.LarderBuilder> add, string description, TargetTerms terms)
    {
        var services = new ServiceCollection();
        add(services).Configure(options =>
        {
            options.Name = terms.Name ?? "larder-cli";
            options.KeyPrefix = terms.KeyPrefix ?? (terms.Name is null ? "" : null);
            options.MaxValueBytes = MostValueBytes;
            options.CommandTimeout = terms.Timeout;
            options.MaxKeyLength = MostKeyLength;
        });
        var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<CacheInspectors>();
            return new DirectTarget(provider, description, terms);
        }
        catch (OptionsValidationException wrong)
        {
            throw new CommandFailure(ExitCode.Usage, string.Join('\n', wrong.Failures));
        }
    }

    // A removal that can't be told now would be lost when this process ends.
    private async ValueTask<ICache> ReachedAsync(CancellationToken cancellationToken)
    {
        var health = await Inspector.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
        return health.Tier is { Reads: true, Writes: true } ? Inspector.Cache : throw Away(health);
    }

    private async ValueTask<CommandFailure> AwayAsync(CancellationToken cancellationToken) =>
        Away(await Inspector.CheckHealthAsync(cancellationToken).ConfigureAwait(false));

    private CommandFailure Away(CacheHealth health) =>
        new(ExitCode.Unreachable, $"LAR701 {Description} does not answer: {health.Tier?.Problem ?? "no reason is known."}");

    private async ValueTask<RemovalAnswer> ToldAsync(int count, CancellationToken cancellationToken) =>
        Told((await Inspector.CheckHealthAsync(cancellationToken).ConfigureAwait(false)).OwedRemovals == 0, count);

    private RemovalAnswer Told(bool isComplete, long? count) => new(_terms.Cache, isComplete, count);
}

using System.Collections.Concurrent;
using Larder.Backing;
using Larder.Journal;
using Larder.Sqlite.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Sqlite.Tests.Journal;

/// <summary>Write-behind through a file, as applications register it.</summary>
public sealed class WriteBehindTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("larder-behind-").FullName;
    private readonly Table _table = new();

    [Fact]
    public async Task What_one_application_writes_another_reads_at_once_and_the_table_gets_it()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        Assert.Null(await RowsOf(other).GetAsync("7"));

        for (var i = 1; i <= 50; i++) await RowsOf(i % 2 == 0 ? one : other).SaveAsync($"{i % 10}", $"{i}");
        await RowsOf(one).DeleteAsync("3");

        await Until.TrueAsync(async () => await RowsOf(other).GetAsync("7") == "47", "the other reads the last write");
        await Until.TrueAsync(() => _table.Rows.GetValueOrDefault("7") == "47" && _table.Rows.GetValueOrDefault("0") == "50" && !_table.Rows.ContainsKey("3"), "the table has it");
    }

    [Fact]
    public async Task What_waits_when_an_application_ends_the_next_one_applies()
    {
        _table.IsAway = true;
        await using (var first = await StartAsync(TimeSpan.Zero))
        {
            await RowsOf(first).SaveAsync("a", "1");
            await RowsOf(first).SaveAsync("a", "2");
        }

        _table.IsAway = false;
        await using var next = await StartAsync();

        Assert.Equal("2", await RowsOf(next).GetAsync("a"));
        await Until.TrueAsync(() => _table.Rows.GetValueOrDefault("a") == "2", "the table has it");
    }

    [Fact]
    public async Task Replicas_are_refused_where_there_are_none()
    {
        var error = await Assert.ThrowsAsync<JournalRefusedException>(() => StartAsync(configure: static options => options.Durability = WriteDurability.Replicated(1)));

        Assert.Equal("LAR503", error.Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ICachedStore<string, string> RowsOf(ServiceProvider app) => app.GetRequiredService<ICachedStore<string, string>>();

    private async Task<ServiceProvider> StartAsync(TimeSpan? drainFor = null, Action<WriteBehindOptions>? configure = null)
    {
        var services = new ServiceCollection().AddSingleton(_table);
        services.AddLarder().UseSqlite(Path.Combine(_folder, "cache.db")).Configure(static options =>
            {
                options.Name = "shop";
                options.CommandTimeout = TimeSpan.FromSeconds(5);
            })
            .ConfigureWriteBehind(options =>
            {
                (options.Shards, options.Linger, options.DrainFor) = (2, TimeSpan.FromMilliseconds(1), drainFor ?? TimeSpan.FromSeconds(20));
                configure?.Invoke(options);
            })
            .AddStore<string, string, Table>("row", static options => options.Strategy = WriteStrategy.Behind);
        var provider = services.BuildServiceProvider();
        try
        {
            foreach (var service in provider.GetServices<IHostedService>()) await service.StartAsync(default);
        }
        catch
        {
            await provider.DisposeAsync();
            throw;
        }

        return provider;
    }

    private sealed class Table : IBackingStore<string, string>
    {
        private readonly ConcurrentDictionary<string, long> _versions = new();

        public ConcurrentDictionary<string, string> Rows { get; } = new();

        public bool IsAway { get; set; }

        public ValueTask<string?> LoadAsync(string key, CancellationToken cancellationToken) => new(Rows.GetValueOrDefault(key));

        public ValueTask<IEnumerable<KeyValuePair<string, string>>> LoadManyAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) => new([]);

        public ValueTask WriteAsync(IReadOnlyList<StoreWrite<string, string>> writes, CancellationToken cancellationToken)
        {
            if (IsAway) throw new TimeoutException("away");
            lock (_versions)
            {
                foreach (var (key, value, version) in writes)
                {
                    if (_versions.GetValueOrDefault(key) >= version) continue;
                    _versions[key] = version;
                    if (value is null) Rows.TryRemove(key, out _);
                    else Rows[key] = value;
                }
            }

            return default;
        }
    }
}

using Larder.Sqlite.Storage;
using Larder.Sqlite.Tests.Support;
using Larder.Sqlite.Tiers;
using Larder.Validity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Larder.Sqlite.Tests;

/// <summary>Changes of the source under a hold, in a real file.</summary>
public sealed class WriterHoldTests
{
    private volatile string _source = "old";

    [Fact]
    public async Task What_is_loaded_while_a_change_runs_is_kept_by_nobody()
    {
        await using var bench = new TierBench();
        await using ServiceProvider writer = ProcessOn(bench), reader = ProcessOn(bench);
        Assert.Equal("old", await ReadAsync(reader));

        await CacheOf(writer).ChangeSourceAsync(["a"], async _ =>
        {
            Assert.Equal("old", await ReadAsync(writer));
            Assert.Equal("old", await ReadAsync(reader));
            Assert.False((await CacheOf(writer).TryGetAsync<string>("a")).Found);
            _source = "new";
        });

        Assert.Equal("new", await ReadAsync(writer));
        Assert.True((await CacheOf(writer).TryGetAsync<string>("a")).Found);
        await Until.TrueAsync(() => ReadAsync(reader).Result == "new", "the other process reads the new value");
    }

    [Fact]
    public async Task A_writer_that_dies_between_commit_and_end_leaves_no_old_copy()
    {
        await using var bench = new TierBench();
        await using ServiceProvider first = ProcessOn(bench), second = ProcessOn(bench);
        Assert.Equal("old", await ReadAsync(first));

        await using (var holds = SqliteHolds.Open(bench.Settings, TimeProvider.System, new Random(1), new StoreLog(NullLogger.Instance)))
            await holds.HoldAsync(new[] { new Slot(SlotKind.Entry, "shop:a") }, bench.Fresh(), TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        Assert.Equal("old", await ReadAsync(second));
        _source = "new";

        Assert.Equal("new", await ReadAsync(second));
        await Until.TrueAsync(() => ReadAsync(second).Result == "new" && CacheOf(second).TryGetAsync<string>("a").AsTask().Result.Found, "it is kept again");
        await Until.TrueAsync(() => ReadAsync(first).Result == "new", "the other process reads the new value");
    }

    private static ICache CacheOf(ServiceProvider process) => process.GetRequiredService<ICache>();

    private Task<string> ReadAsync(ServiceProvider process) =>
        CacheOf(process).GetOrLoadAsync("a", _ => new ValueTask<string>(_source)).AsTask();

    private static ServiceProvider ProcessOn(TierBench bench)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseSqlite(bench.File).Configure(options =>
        {
            options.Name = "shop";
            options.CommandTimeout = bench.CommandTimeout;
            options.WriterHoldFor = TimeSpan.FromSeconds(10);
        });
        return services.BuildServiceProvider();
    }
}

using Larder.Counting;
using Larder.Sqlite.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Larder.Sqlite.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task The_file_is_below_the_content_root_and_named_for_the_application()
    {
        await using var bench = new TierBench();
        using (var host = HostIn(bench, builder => builder.AddLarder().Configure(options => options.Name = "shop").UseSqlite()))
        {
            var cache = host.Services.GetRequiredService<ICache>();
            Assert.Equal(42, await cache.GetOrLoadAsync("answer", _ => new ValueTask<int>(42)));
            await Until.TrueAsync(() => File.Exists(Path.Combine(bench.Folder, ".larder", "shop.db")), "the file is made");
        }
    }

    [Fact]
    public async Task A_value_survives_a_restart()
    {
        await using var bench = new TierBench();
        using (var first = HostIn(bench, builder => builder.AddLarder().UseSqlite("kept.db")))
            await first.Services.GetRequiredService<ICache>().SetAsync("k", "value");

        using var second = HostIn(bench, builder => builder.AddLarder().UseSqlite("kept.db"));
        var value = await second.Services.GetRequiredService<ICache>().GetOrLoadAsync<string>("k", _ => throw new InvalidOperationException("loaded"));

        Assert.Equal("value", value);
        Assert.True(File.Exists(Path.Combine(bench.Folder, "kept.db")));
    }

    [Fact]
    public async Task Counters_are_in_the_file_too()
    {
        await using var bench = new TierBench();
        using (var first = HostIn(bench, builder => builder.AddLarder().UseSqlite("kept.db")))
            Assert.Equal(1, await first.Services.GetRequiredService<ICounters>().AddAsync("visits"));

        using var second = HostIn(bench, builder => builder.AddLarder().UseSqlite("kept.db"));

        Assert.Equal(2, await second.Services.GetRequiredService<ICounters>().AddAsync("visits"));
    }

    [Fact]
    public async Task Options_that_ask_for_memory_alone_leave_no_file()
    {
        await using var bench = new TierBench();
        using var host = HostIn(bench, builder => builder.AddLarder().UseSqlite("none.db").UseMemoryOnly());

        await host.Services.GetRequiredService<ICache>().SetAsync("k", 1);
        Assert.Equal(1, await host.Services.GetRequiredService<ICounters>().AddAsync("visits"));

        Assert.Empty(Directory.GetFiles(bench.Folder));
    }

    private static IHost HostIn(TierBench bench, Action<HostApplicationBuilder> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = bench.Folder, DisableDefaults = true });
        configure(builder);
        return builder.Build();
    }
}

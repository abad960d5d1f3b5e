using Larder.Declared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Larder.Generators.Tests.Behaviour;

/// <summary>What is wrong is told at the start, and says what to do.</summary>
public class RegistrationTests
{
    [Fact]
    public void Without_an_attribute_nothing_can_be_added()
    {
        var services = new ServiceCollection();

        var noMethod = Assert.Throws<InvalidOperationException>(() => services.AddCached<IBroken, Broken>());
        var noInterface = Assert.Throws<InvalidOperationException>(() => services.AddCached<Broken, Broken>());

        Assert.StartsWith("LAR340 AddCached<IBroken, Broken>()", noMethod.Message, StringComparison.Ordinal);
        Assert.Contains("Put [Cached] on a method", noMethod.Message, StringComparison.Ordinal);
        Assert.Contains("Name an interface", noInterface.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Attributes_may_be_inherited()
    {
        using var host = Host(static services => services.AddCached<IReaderAndWriter, ReaderAndWriter>());
        await using var request = host.Services.CreateAsyncScope();
        var service = request.ServiceProvider.GetRequiredService<IReaderAndWriter>();

        Assert.Equal((1, 1), (await service.ReadAsync(7), await service.ReadAsync(7)));
        Assert.Equal(1, await service.ReadAsync(8));
    }

    [Fact]
    public async Task An_unknown_name_of_a_duration_ends_the_start()
    {
        using var host = Host(static services => services.AddCached<INamed, Named>());

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains(
            "LAR341 Larder.Generators.Tests.Behaviour.INamed.GetAsync(int) has the Expiration \"Dashboard\", and Larder:Expiration:Dashboard is not set.",
            refused.Message, StringComparison.Ordinal);
        Assert.Contains("the StaleFor \"Shrt\", and Larder:Expiration:Shrt is not set. Did you mean Short?", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_duration_of_the_applications_own_name_is_taken_from_the_settings()
    {
        using var host = Host(static services => services.AddCached<INamed, Named>(), ("Larder:Expiration:Dashboard", "7m"), ("Larder:Expiration:Shrt", "1m"));

        await host.StartAsync();
        await using var request = host.Services.CreateAsyncScope();

        Assert.Equal(5, await request.ServiceProvider.GetRequiredService<INamed>().GetAsync(5));
        Assert.Equal("Dashboard", Assert.Single(host.Services.GetRequiredService<CacheFamilies>().All).Expiration.Name);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_cache_that_nobody_added_ends_the_start()
    {
        using var host = Host(static services => services.AddSingleton<Ledger>().AddCached<IShelf, Shelf>());

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("is cached in the cache \"other\", and there is none. Call AddLarder(\"other\").", refused.Message, StringComparison.Ordinal);
        Assert.Contains("LAR343 ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_that_nobody_added_are_told_at_the_call()
    {
        var services = new ServiceCollection().AddSingleton<Ledger>();
        services.AddLarder().UseMemoryOnly();
        services.AddLarder("other").UseMemoryOnly();
        await using var provider = services.AddCached<IShelf, Shelf>().BuildServiceProvider();
        await using var request = provider.CreateAsyncScope();

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(async () => await request.ServiceProvider.GetRequiredService<IShelf>().RecordAsync(1));

        Assert.StartsWith("LAR344 A method reads records of Item by Int32, and there are none.", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceLifetime.Scoped)]
    [InlineData(ServiceLifetime.Singleton)]
    [InlineData(ServiceLifetime.Transient)]
    public async Task A_constructor_that_needs_itself_is_told_and_does_not_end_the_process(ServiceLifetime lifetime)
    {
        var services = new ServiceCollection();
        services.AddLarder().UseMemoryOnly();
        await using var provider = services.AddCached<IRing, Ring>(lifetime).BuildServiceProvider();
        await using var request = provider.CreateAsyncScope();
        var ring = request.ServiceProvider.GetRequiredService<IRing>();

        var fromCall = Assert.Throws<InvalidOperationException>(() => ring.Count());
        var fromLoad = await Assert.ThrowsAsync<InvalidOperationException>(() => ring.GetAsync());

        Assert.All([fromCall, fromLoad], static refused =>
            Assert.Contains("LAR342 Larder.Generators.Tests.Behaviour.Ring needs itself to be made: Ring -> Ring.", refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_service_that_reads_through_its_own_cache_is_no_cycle()
    {
        var services = new ServiceCollection();
        services.AddLarder().UseMemoryOnly();
        await using var provider = services.AddCached<IRing, SelfCaller>().BuildServiceProvider();
        await using var request = provider.CreateAsyncScope();
        var ring = request.ServiceProvider.GetRequiredService<IRing>();

        Assert.Equal(7, await ring.GetAsync());
        Assert.Equal(1, ring.Count());
    }

    [Theory]
    [InlineData(typeof(Report))]
    [InlineData(typeof(DerivedReport))]
    public async Task Attributes_of_a_class_count_also_for_what_derives_from_it(Type implementation)
    {
        var ledger = new Ledger();
        var services = new ServiceCollection().AddSingleton(ledger);
        services.AddLarder().UseMemoryOnly();
        _ = implementation == typeof(Report) ? services.AddCached<IReport, Report>() : services.AddCached<IReport, DerivedReport>();
        await using var provider = services.BuildServiceProvider();
        await using var request = provider.CreateAsyncScope();
        var report = request.ServiceProvider.GetRequiredService<IReport>();

        await report.CountAsync("open");
        await report.CountAsync("open");

        Assert.Equal(["count open"], ledger.Calls);
        Assert.True(await provider.GetRequiredService<ICache>().ExistsAsync("Larder.Generators.Tests.Behaviour.Report.CountAsync:open"));
    }

    [Fact]
    public void A_class_that_was_added_before_keeps_its_lifetime()
    {
        var services = new ServiceCollection().AddSingleton<Ledger>().AddSingleton<Shelf>();

        services.AddCached<IShelf, Shelf>();

        Assert.Equal(ServiceLifetime.Singleton, Assert.Single(services, static service => service.ServiceType == typeof(IShelf)).Lifetime);
    }

    [Fact]
    public void The_same_pair_is_added_once()
    {
        var services = new ServiceCollection().AddSingleton<Ledger>().AddCached<IShelf, Shelf>();
        var added = services.Count;

        services.AddCached<IShelf, Shelf>();

        Assert.Equal(added, services.Count);
    }

    private static IHost Host(Action<IServiceCollection> add, params (string Key, string Value)[] settings)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.ToDictionary(static setting => setting.Key, static setting => (string?)setting.Value));
        builder.AddLarder().UseMemoryOnly();
        add(builder.Services);
        return builder.Build();
    }
}

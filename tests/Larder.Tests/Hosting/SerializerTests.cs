using System.Text;
using System.Text.Json;
using Larder.Testing;
using Larder.Testing.Tiers;
using Larder.Tests.Pipeline;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Tests.Hosting;

/// <summary>Which serializer serves a type. A serializer is seen at work where an entry is read from the shared tier.</summary>
public sealed class SerializerTests
{
    private readonly InMemoryTierServer _server = new(new FakeClock());

    [Fact]
    public async Task A_registered_serializer_serves_its_type()
    {
        var services = new ServiceCollection().AddSingleton<IHybridCacheSerializer<string>>(new Marking("mine"));

        Assert.Equal("text by mine", await RoundTripAsync(services));
    }

    [Fact]
    public async Task Without_one_text_and_bytes_are_stored_as_they_are_and_the_rest_as_JSON()
    {
        await using var provider = Make(new ServiceCollection());
        var cache = provider.GetRequiredService<ICache>();

        await cache.SetAsync("text", "größe");
        await cache.SetAsync("bytes", new byte[] { 1, 2, 3 });
        await cache.SetAsync("number", 42);

        Assert.EndsWith("größe", Encoding.UTF8.GetString(await _server.BodyOfAsync("text")), StringComparison.Ordinal);
        Assert.True((await _server.BodyOfAsync("bytes")).AsSpan().EndsWith((byte[])[1, 2, 3]));
        Assert.EndsWith("42", Encoding.UTF8.GetString(await _server.BodyOfAsync("number")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_keyed_by_the_name_of_the_cache_comes_before_the_others()
    {
        var services = new ServiceCollection()
            .AddSingleton<IHybridCacheSerializer<string>>(new Marking("all"))
            .AddKeyedSingleton<IHybridCacheSerializer<string>>("pages", new Marking("pages"));

        Assert.Equal("text by pages", await RoundTripAsync(services, "pages"));
        Assert.Equal("text by all", await RoundTripAsync(services, "other"));
        Assert.Equal("text by all", await RoundTripAsync(services));
    }

    [Fact]
    public async Task Of_several_factories_the_last_one_that_knows_the_type_makes_the_serializer()
    {
        var services = new ServiceCollection()
            .AddSingleton<IHybridCacheSerializerFactory>(new MarkingFactory("first"))
            .AddSingleton<IHybridCacheSerializerFactory>(new MarkingFactory("last"));

        Assert.Equal("text by last", await RoundTripAsync(services));
        Assert.Equal(7, await RoundTripAsync(services, "", 7));
    }

    [Fact]
    public async Task A_serializer_comes_before_a_factory_and_a_keyed_factory_before_the_others()
    {
        var services = new ServiceCollection()
            .AddKeyedSingleton<IHybridCacheSerializerFactory>("pages", new MarkingFactory("pages"))
            .AddSingleton<IHybridCacheSerializerFactory>(new MarkingFactory("all"));
        Assert.Equal("text by pages", await RoundTripAsync(services, "pages"));

        services.AddSingleton<IHybridCacheSerializer<string>>(new Marking("one"));
        Assert.Equal("text by one", await RoundTripAsync(services, "pages"));
    }

    [Fact]
    public async Task An_open_generic_serves_every_type()
    {
        var services = new ServiceCollection().AddSingleton(typeof(IHybridCacheSerializer<>), typeof(PlainSerializer<>));

        Assert.Equal("text", await RoundTripAsync(services));
        Assert.Equal(7, await RoundTripAsync(services, "", 7));
        Assert.EndsWith("\"text\"", Encoding.UTF8.GetString(await _server.BodyOfAsync("a:text")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_another_serializer_wrote_is_a_miss()
    {
        await using var before = Make(new ServiceCollection());
        await before.GetRequiredService<ICache>().SetAsync("a", "text");
        await using var after = Make(new ServiceCollection().AddSingleton<IHybridCacheSerializer<string>>(new Marking("mine")));

        Assert.False((await after.GetRequiredService<ICache>().TryGetAsync<string>("a")).Found);
    }

    [Fact]
    public async Task A_serializer_that_throws_on_writing_fails_a_set_and_no_load()
    {
        var failing = new FailingSerializer { FailsOnWrite = true };
        await using var provider = Make(new ServiceCollection().AddSingleton<IHybridCacheSerializer<string>>(failing));
        var cache = provider.GetRequiredService<ICache>();

        var error = await Assert.ThrowsAsync<CacheSerializationException>(async () => await cache.SetAsync("a", "text"));
        var loaded = await cache.GetOrLoadAsync("a", static _ => new ValueTask<string>("loaded"));

        Assert.StartsWith("LAR402", error.Message);
        Assert.IsType<InvalidDataException>(error.InnerException);
        Assert.Equal("loaded", loaded);
        Assert.False(await cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_serializer_that_throws_on_reading_is_a_miss()
    {
        var failing = new FailingSerializer();
        await using var one = Make(new ServiceCollection().AddSingleton<IHybridCacheSerializer<string>>(failing));
        await using var two = Make(new ServiceCollection().AddSingleton<IHybridCacheSerializer<string>>(failing));
        await one.GetRequiredService<ICache>().SetAsync("a", "text");
        failing.FailsOnRead = true;

        Assert.Equal("loaded", await two.GetRequiredService<ICache>().GetOrLoadAsync("a", static _ => new ValueTask<string>("loaded")));
    }

    [Fact]
    public async Task A_serializer_that_can_not_be_made_is_told_like_one_that_throws()
    {
        var services = new ServiceCollection().AddSingleton<IHybridCacheSerializer<string>>(static _ => throw new IOException("no schema"));
        await using var provider = Make(services);
        var cache = provider.GetRequiredService<ICache>();

        await Assert.ThrowsAsync<CacheSerializationException>(async () => await cache.SetAsync("a", "text"));
        Assert.Equal("loaded", await cache.GetOrLoadAsync("a", static _ => new ValueTask<string>("loaded")));
    }

    [Fact]
    public async Task A_null_of_a_type_that_has_no_serializer_is_returned_and_not_kept()
    {
        await using var provider = Make(new ServiceCollection(), "", static options => options.Json = SampleContracts.Default.Options);
        var cache = provider.GetRequiredService<ICache>();

        Assert.Null(await cache.GetOrLoadAsync("a", static _ => new ValueTask<List<Guid>?>((List<Guid>?)null)));

        Assert.False(await cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task A_source_generated_context_is_enough_and_knows_no_other_types()
    {
        await using var provider = Make(new ServiceCollection(), "", static options => options.Json = SampleContracts.Default.Options);
        var cache = provider.GetRequiredService<ICache>();

        Assert.True(await cache.SetAsync("a", new Dictionary<string, int> { ["x"] = 1 }));

        await Assert.ThrowsAsync<CacheSerializationException>(async () => await cache.SetAsync("b", new List<Guid>()));
    }

    [Fact]
    public async Task Options_without_a_source_of_contracts_use_reflection()
    {
        var json = new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };
        await using var provider = Make(new ServiceCollection(), "", options => options.Json = json);

        await provider.GetRequiredService<ICache>().SetAsync("a", new { FirstName = "Ada" });

        Assert.EndsWith("""{"firstName":"Ada"}""", Encoding.UTF8.GetString(await _server.BodyOfAsync("a")), StringComparison.Ordinal);
    }

    private Task<string> RoundTripAsync(IServiceCollection services, string name = "") => RoundTripAsync(services, name, "text");

    private async Task<T> RoundTripAsync<T>(IServiceCollection services, string name, T value)
    {
        var key = $"a:{name}{value}";
        await using var one = Make(services, name);
        await one.GetRequiredKeyedService<ICache>(name).SetAsync(key, value);
        await using var two = Make(services, name);
        var found = await two.GetRequiredKeyedService<ICache>(name).TryGetAsync<T>(key);
        Assert.Equal(ReadSource.Shared, found.Source);
        return found.Value!;
    }

    private ServiceProvider Make(IServiceCollection services, string name = "", Action<CacheOptions>? configure = null)
    {
        IServiceCollection own = new ServiceCollection();
        foreach (var service in services) own.Add(service);
        own.AddSingleton(_server.Clock);
        own.AddLarder(name).UseSharedTier((_, _) => _server).Configure(options =>
        {
            options.KeyPrefix = "test:";
            configure?.Invoke(options);
        });
        return own.BuildServiceProvider();
    }
}

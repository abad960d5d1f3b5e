using System.Security.Cryptography;
using System.Xml.Linq;
using Larder.AspNetCore.Tests.Support;
using Larder.Durable;
using Larder.Support;
using Larder.Tiers;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Tests.KeyRing;

public class KeyRingTests(SharedRedis redis)
{
    public static TheoryData<TierKind> Kinds => [TierKind.Memory, TierKind.Sqlite, TierKind.Redis];

    public static TheoryData<TierKind> SharedKinds => [TierKind.Sqlite, TierKind.Redis];

    [Theory]
    [MemberData(nameof(SharedKinds))]
    public async Task What_one_instance_protects_another_reads_and_one_that_starts_later_too(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = Start(place);
        await using var other = Start(place);
        var secret = ProtectorOf(one).Protect("secret");

        Assert.Equal("secret", ProtectorOf(other).Unprotect(secret));

        await using var later = Start(place);
        Assert.Equal("secret", ProtectorOf(later).Unprotect(secret));
    }

    [Theory]
    [MemberData(nameof(SharedKinds))]
    public async Task Two_instances_that_start_at_once_share_one_ring(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = Start(place);
        await using var other = Start(place);
        using var gate = new Barrier(2);

        var texts = await Task.WhenAll(new[] { one, other }.Select(instance => Task.Run(() =>
        {
            gate.SignalAndWait();
            return ProtectorOf(instance).Protect("secret");
        })));

        Assert.All(texts, text => Assert.Equal("secret", ProtectorOf(one).Unprotect(text)));
        Assert.All(texts, text => Assert.Equal("secret", ProtectorOf(other).Unprotect(text)));
    }

    [Theory]
    [MemberData(nameof(SharedKinds))]
    public async Task The_ring_is_there_after_everything_of_the_cache_was_removed(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = Start(place);
        var secret = ProtectorOf(one).Protect("secret");
        var cache = one.GetRequiredService<ICache>();

        await cache.RemoveByPatternAsync("*");
        await cache.RemoveByPatternAsync("*durable*k");
        await cache.ClearAsync();

        await using var later = Start(place);
        Assert.Equal("secret", ProtectorOf(later).Unprotect(secret));
    }

    [Theory]
    [MemberData(nameof(SharedKinds))]
    public async Task Applications_of_other_names_have_other_rings(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var elsewhere = new TierPlace(kind, redis.Url);
        await using var one = Start(place);
        await using var stranger = Start(elsewhere);

        var secret = ProtectorOf(one).Protect("secret");

        Assert.Throws<CryptographicException>(() => ProtectorOf(stranger).Unprotect(secret));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_stored_comes_back_and_the_same_name_replaces(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var services = Start(place);
        var repository = RepositoryOf(services);
        Assert.Empty(repository.GetAllElements());

        repository.StoreElement(new XElement("key", new XAttribute("text", "ä < \" é")), "one");
        repository.StoreElement(new XElement("key", 1), "two");
        repository.StoreElement(new XElement("key", 2), "two");
        repository.StoreElement(new XElement("key", 3), null!);

        Assert.Equal(3, repository.GetAllElements().Count);
        Assert.Contains(repository.GetAllElements(), static element => (string?)element.Attribute("text") == "ä < \" é");
        Assert.DoesNotContain(repository.GetAllElements(), static element => element.Value == "1");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Chosen_elements_are_deleted_and_the_others_stay(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var services = Start(place);
        var repository = RepositoryOf(services);
        for (var i = 0; i < 4; i++) repository.StoreElement(new XElement("key", i), $"key-{i}");

        var done = repository.DeleteElements(static elements =>
        {
            foreach (var element in elements)
                if (element.Element.Value is "1" or "3") element.DeletionOrder = 10 - int.Parse(element.Element.Value, System.Globalization.CultureInfo.InvariantCulture);
        });

        Assert.True(done);
        Assert.Equal(["0", "2"], repository.GetAllElements().Select(static element => element.Value).Order());
    }

    [Fact]
    public async Task A_ring_in_memory_alone_is_worth_a_warning()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var services = Start(place);

        ProtectorOf(services).Protect("secret");

        Assert.True(services.GetRequiredService<LogLines>().Has("LAR371"));
    }

    [Fact]
    public async Task While_the_place_is_away_nothing_is_protected_by_keys_of_this_instance_alone()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var place = new TierPlace(TierKind.Redis, server.Url);
        await using var first = Start(place);
        var secret = ProtectorOf(first).Protect("secret");
        await server.KillAsync();
        await using var services = Start(place);

        var failure = Assert.ThrowsAny<Exception>(() => RepositoryOf(services).GetAllElements());
        Assert.StartsWith("LAR370 ", Assert.IsType<TierException>(failure).Message, StringComparison.Ordinal);
        Assert.ThrowsAny<Exception>(() => ProtectorOf(services).Protect("secret"));

        await server.StartAgainAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(Reads(services, secret)));
    }

    [Fact]
    public async Task A_redis_that_evicts_is_worth_a_warning()
    {
        await using var server = await RedisServer.StartAsync("maxmemory 100mb", "maxmemory-policy allkeys-lru");
        await using var place = new TierPlace(TierKind.Redis, server.Url);
        await using var services = Start(place);

        ProtectorOf(services).Protect("secret");

        await Eventually.HoldsAsync(() => Task.FromResult(services.GetRequiredService<LogLines>().Has("LAR210")));
    }

    [Fact]
    public async Task A_damaged_element_does_not_take_the_others_with_it()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var services = Start(place);
        var repository = RepositoryOf(services);
        repository.StoreElement(new XElement("key", 1), "good");

        await services.GetRequiredService<IDurableStore>().PutAsync("data-protection", new DurableValue("bad", "<key"), default);

        Assert.Single(repository.GetAllElements());
        Assert.True(services.GetRequiredService<LogLines>().Has("LAR372"));
    }

    private static bool Reads(IServiceProvider services, string secret)
    {
        try
        {
            return ProtectorOf(services).Unprotect(secret) == "secret";
        }
        catch (Exception error) when (error is TierException or CryptographicException)
        {
            return false;
        }
    }

    private static ServiceProvider Start(TierPlace place)
    {
        var log = new LogLines();
        var services = new ServiceCollection().AddSingleton(log).AddLogging(logging => logging.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerProvider>(log));
        place.Apply(services.AddLarder());
        services.AddDataProtection().SetApplicationName("shop").PersistKeysToLarder();
        return services.BuildServiceProvider();
    }

    private static IDataProtector ProtectorOf(IServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static IDeletableXmlRepository RepositoryOf(IServiceProvider services) =>
        (IDeletableXmlRepository)services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository!;
}

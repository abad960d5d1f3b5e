using Larder.Counting;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Accounts;
using Storefront.Tests.Support;

namespace Storefront.Tests.Accounts;

/// <summary>A one-time password opens once.</summary>
public sealed class CodeUseTests
{
    [Fact]
    public async Task Used_code_is_refused_for_as_long_as_it_could_be_right()
    {
        await using var shop = Shop.Open();
        var account = new Account { Id = 7, OtpSecret = AdminCredentials.SampleSecret };
        var clock = new SetClock(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        var codes = new OneTimePasswordProvider(shop.Services.GetRequiredService<ICounters>(), clock);
        var code = OneTimePassword.CodeAt(Base32.Decode(account.OtpSecret), clock.Now.AddSeconds(30));

        var first = await UseAsync();
        List<bool> later = [];
        for (var second = 1; second <= 90; second++)
        {
            clock.Now += TimeSpan.FromSeconds(1);
            later.Add(await UseAsync());
        }

        Assert.True(first);
        Assert.DoesNotContain(true, later);

        Task<bool> UseAsync() => codes.UseAsync(account, account.OtpSecret, code, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Code_that_was_used_to_log_in_is_refused_to_the_next_who_brings_it()
    {
        await using var shop = Shop.Open();
        var (user, thief) = (new ShopUser("test05"), new ShopUser("test05", from: "192.0.2.66"));
        var code = user.NextCode(shop);
        (await user.TypePasswordAsync(shop, ShopUser.Password)).Dispose();
        (await thief.TypePasswordAsync(shop, ShopUser.Password)).Dispose();

        (await user.TypeCodeAsync(shop, code)).Dispose();
        using var again = await thief.TypeCodeAsync(shop, code);

        Assert.True(await user.IsLoggedInAsync(shop));
        Assert.False(await thief.IsLoggedInAsync(shop));
        Assert.Contains("it was used before", await again.Content.ReadAsStringAsync());
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Of_twenty_who_bring_one_code_to_two_instances_at_once_one_gets_in(bool withRedis)
    {
        await using var redis = withRedis ? await RedisServer.StartAsync() : null;
        using var folder = new DataFolder();
        (string, string)[] settings = redis is null ? [] : [("Larder:Redis:Url", redis.Url), ("Larder:SharedTier", "redis")];
        await using var one = Shop.OpenOn(folder, settings);
        await using var two = Shop.OpenOn(folder, settings);
        List<ShopUser> users = [];
        for (var i = 0; i < 20; i++)
        {
            users.Add(new ShopUser("test06", from: $"192.0.2.{i + 1}"));
            (await users[i].TypePasswordAsync(one, ShopUser.Password)).Dispose();
        }

        var tokens = await Task.WhenAll(users.Select(async (user, i) => (await user.VisitAsync(i % 2 == 0 ? one : two, "/login/totp")).FormToken));
        var code = users[0].NextCode(one);
        await Task.WhenAll(users.Select((user, i) => user.PostWithAsync(i % 2 == 0 ? one : two, "/login/totp", tokens[i], ("code", code))));
        var inside = await Task.WhenAll(users.Select(user => user.IsLoggedInAsync(one)));

        Assert.Single(inside, true);
    }

    private sealed class SetClock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}

using Larder.AspNetCore.Tests.Support;
using Larder.AspNetCore.Tests.Tickets;
using Larder.Support;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.SigningOut;

public class SignOutTests(SharedRedis redis)
{
    private static readonly CacheEntryOptions OfAnn = new() { Tags = [UserTags.Data("ann")] };
    private static readonly CacheEntryOptions OfBob = new() { Tags = [UserTags.Data("bob")] };

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task What_is_cached_about_a_user_ends_with_the_sign_out_and_nobody_elses_does(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await StartAsync(place);
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await app.Cache.SetAsync("profile:ann", "secret", OfAnn);
        await app.Cache.SetAsync("profile:bob", "kept", OfBob);

        await browser.GetAsync(app, "/out");

        Assert.False(await app.Cache.ExistsAsync("profile:ann"));
        Assert.True(await app.Cache.ExistsAsync("profile:bob"));
    }

    [Fact]
    public async Task It_ends_on_the_other_instance_too()
    {
        await using var place = new TierPlace(TierKind.Redis, redis.Url);
        await using var one = await StartAsync(place);
        await using var other = await StartAsync(place);
        var browser = new Browser();
        await browser.GetAsync(one, "/in/ann");
        await other.Cache.SetAsync("profile:ann", "secret", OfAnn);

        await browser.GetAsync(one, "/out");

        await Eventually.HoldsAsync(async () => !await other.Cache.ExistsAsync("profile:ann"));
    }

    [Fact]
    public async Task The_session_ends_with_the_sign_out()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await StartAsync(place, static services => services.AddLarderSessions());
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await browser.GetAsync(app, "/set/cart/3");
        var copy = browser.Copy();

        await browser.GetAsync(app, "/out");

        Assert.Equal("-", await copy.GetAsync(app, "/get/cart"));
        Assert.DoesNotContain("session", browser.Cookies.Keys);
    }

    [Fact]
    public async Task Another_browser_of_the_same_user_stays_signed_in()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await StartAsync(place);
        var (phone, desk) = (new Browser(), new Browser());
        await phone.GetAsync(app, "/in/ann");
        await desk.GetAsync(app, "/in/ann");

        await phone.GetAsync(app, "/out");

        Assert.Equal("ann", await desk.GetAsync(app, "/who"));
    }

    [Fact]
    public async Task Events_of_the_application_are_called_as_ever_also_those_of_a_type()
    {
        await using var place = new TierPlace(TierKind.Memory);
        var events = new CountedEvents();
        await using var app = await StartAsync(place, services => services.AddSingleton(events), static options => options.EventsType = typeof(CountedEvents));
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await app.Cache.SetAsync("profile:ann", "secret", OfAnn);

        await browser.GetAsync(app, "/out");

        Assert.Equal(1, events.SignedOut);
        Assert.False(await app.Cache.ExistsAsync("profile:ann"));
    }

    [Fact]
    public async Task Keys_of_the_user_end_too_where_the_application_names_them_and_an_id_is_no_pattern()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await StartAsync(place, static services => services.AddLarderSignOut(static options => options.Keys.Add("users:{id}:*")));
        await app.Cache.SetAsync("users:a*:orders", 1);
        await app.Cache.SetAsync("users:ann:orders", 1);

        await app.Services.GetRequiredService<UserData>().ForgetAsync("a*");

        Assert.False(await app.Cache.ExistsAsync("users:a*:orders"));
        Assert.True(await app.Cache.ExistsAsync("users:ann:orders"));
    }

    [Fact]
    public async Task With_the_setting_off_nothing_ends()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await StartAsync(place, static services => services.PostConfigure<CacheOptions>("", static options => options.ClearOnLogout = false));
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await app.Cache.SetAsync("profile:ann", "secret", OfAnn);

        await browser.GetAsync(app, "/out");

        Assert.True(await app.Cache.ExistsAsync("profile:ann"));
    }

    [Fact]
    public async Task The_sign_out_of_a_passing_scheme_ends_nothing()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await StartAsync(place, static services => services.AddAuthentication().AddCookie("external"));
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await app.Cache.SetAsync("profile:ann", "secret", OfAnn);

        await browser.GetAsync(app, "/out/external");

        Assert.True(await app.Cache.ExistsAsync("profile:ann"));
    }

    [Fact]
    public async Task Who_is_not_signed_in_ends_nothing_by_signing_out()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await StartAsync(place, static services => services.AddLarderSessions());
        var browser = new Browser();
        await browser.GetAsync(app, "/set/cart/3");

        await browser.GetAsync(app, "/out");

        Assert.Equal("3", await browser.GetAsync(app, "/get/cart"));
    }

    [Fact]
    public async Task It_works_in_whatever_order_the_application_adds_authentication()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await WebInstance.StartAsync(
            place,
            static services =>
            {
                services.AddLarderSignOut();
                services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
            },
            TicketApp.Map);
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await app.Cache.SetAsync("profile:ann", "secret", OfAnn);

        await browser.GetAsync(app, "/out");

        Assert.False(await app.Cache.ExistsAsync("profile:ann"));
    }

    [Theory]
    [InlineData("ann", "user:ann")]
    [InlineData("a b/ü", "user:a b/ü")]
    public void A_user_has_a_tag_that_can_be_read(string id, string tag) => Assert.Equal(tag, UserTags.Data(id));

    [Fact]
    public void An_id_that_no_tag_can_hold_has_one_all_the_same_and_each_another()
    {
        Assert.NotEqual(UserTags.Data(new string('x', 5000)), UserTags.Data(new string('x', 5001)));
        Assert.NotEqual(UserTags.Data("a\u0001"), UserTags.Data("a\u0002"));
        Assert.InRange(UserTags.Tickets(new string('x', 5000)).Length, 1, 256);
    }

    private static Task<WebInstance> StartAsync(
        TierPlace place, Action<IServiceCollection>? services = null, Action<CookieAuthenticationOptions>? cookies = null) => TicketApp.StartAsync(
        place,
        collection =>
        {
            collection.AddLarderSignOut();
            services?.Invoke(collection);
        },
        cookies);

    private sealed class CountedEvents : CookieAuthenticationEvents
    {
        public int SignedOut { get; private set; }

        public override Task SigningOut(CookieSigningOutContext context)
        {
            SignedOut++;
            return base.SigningOut(context);
        }
    }
}

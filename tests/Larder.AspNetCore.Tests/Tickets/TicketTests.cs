using Larder.AspNetCore.Tests.Support;
using Larder.Support;
using Larder.Testing;
using Larder.Tiers;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Tests.Tickets;

public class TicketTests(SharedRedis redis)
{
    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Who_signs_in_is_known_in_the_next_request(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await TicketApp.StartAsync(place);
        var browser = new Browser();

        await browser.GetAsync(app, "/in/ann");

        Assert.Equal("ann", await browser.GetAsync(app, "/who"));
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Who_signs_in_on_one_instance_is_known_on_another_at_once(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await TicketApp.StartAsync(place);
        await using var other = await TicketApp.StartAsync(place);
        var browser = new Browser();

        await browser.GetAsync(one, "/in/ann");

        Assert.Equal("ann", await browser.GetAsync(other, "/who"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Who_signed_out_is_unknown_on_every_instance_also_with_a_copy_of_the_cookie(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await TicketApp.StartAsync(place);
        await using var second = await TicketApp.StartAsync(place);
        var other = kind == TierKind.Memory ? one : second;
        var browser = new Browser();
        await browser.GetAsync(one, "/in/ann");
        var thief = browser.Copy();
        Assert.Equal("ann", await thief.GetAsync(other, "/who"));

        await browser.GetAsync(one, "/out");

        Assert.Equal("-", await thief.GetAsync(one, "/who"));
        await Eventually.HoldsAsync(async () => await thief.GetAsync(other, "/who") == "-");
    }

    [Fact]
    public async Task The_cookie_holds_no_ticket_however_much_that_says()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place);
        var browser = new Browser();

        await browser.GetAsync(app, "/in/ann");

        // The ticket alone has a note of 4,000 characters.
        Assert.InRange(browser.Cookies["login"].Length, 100, 1000);
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Redis)]
    public async Task All_tickets_of_a_user_end_together_and_nobody_elses(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await TicketApp.StartAsync(place, static services => services.AddLarderSignOut());
        var (phone, desk, other) = (new Browser(), new Browser(), new Browser());
        await phone.GetAsync(app, "/in/ann");
        await desk.GetAsync(app, "/in/ann");
        await other.GetAsync(app, "/in/bob");

        await app.Services.GetRequiredService<UserData>().SignOutEverywhereAsync("ann");

        Assert.Equal("-", await phone.GetAsync(app, "/who"));
        Assert.Equal("-", await desk.GetAsync(app, "/who"));
        Assert.Equal("bob", await other.GetAsync(app, "/who"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_removed_ticket_is_not_brought_back_by_its_renewal(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await TicketApp.StartAsync(place);
        var store = StoreOf(app);
        var ticket = TicketOf("ann");
        var key = await store.StoreAsync(ticket, default(CancellationToken));
        await store.RemoveAsync(key, default(CancellationToken));

        await store.RenewAsync(key, ticket, default(CancellationToken));

        Assert.Null(await store.RetrieveAsync(key, default(CancellationToken)));
    }

    [Fact]
    public async Task A_ticket_that_is_removed_while_it_is_renewed_stays_removed()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place, WatchedEntries.Watch);
        var store = StoreOf(app);
        var key = await store.StoreAsync(TicketOf("ann"), default(CancellationToken));

        app.Services.GetRequiredService<WatchedEntries>().BeforeReplace = async _ => await store.RemoveAsync(key, default(CancellationToken));
        await store.RenewAsync(key, TicketOf("ann"), default(CancellationToken));

        Assert.Null(await store.RetrieveAsync(key, default(CancellationToken)));
    }

    [Fact]
    public async Task A_ticket_ends_when_it_says_so_and_a_renewed_one_later()
    {
        var clock = new FakeClock();
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place, services => services.AddSingleton<TimeProvider>(clock));
        var store = StoreOf(app);
        var key = await store.StoreAsync(TicketOf("ann", clock.GetUtcNow().AddHours(1)), default(CancellationToken));

        clock.Advance(TimeSpan.FromMinutes(59));
        await store.RenewAsync(key, TicketOf("ann", clock.GetUtcNow().AddHours(1)), default(CancellationToken));
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await store.RetrieveAsync(key, default(CancellationToken)));
        clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Null(await store.RetrieveAsync(key, default(CancellationToken)));
    }

    [Fact]
    public async Task A_ticket_without_an_end_lives_for_the_time_of_the_options()
    {
        var clock = new FakeClock();
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place, services =>
        {
            services.AddSingleton<TimeProvider>(clock);
            services.Configure<LarderTicketOptions>(static options => options.Lifetime = TimeSpan.FromDays(2));
        });
        var store = StoreOf(app);
        var key = await store.StoreAsync(TicketOf("ann"), default(CancellationToken));

        clock.Advance(TimeSpan.FromDays(1.9));
        Assert.NotNull(await store.RetrieveAsync(key, default(CancellationToken)));
        clock.Advance(TimeSpan.FromDays(0.2));

        Assert.Null(await store.RetrieveAsync(key, default(CancellationToken)));
    }

    [Fact]
    public async Task A_ticket_that_somebody_puts_under_another_key_is_not_believed()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place, WatchedEntries.Watch);
        var entries = app.Services.GetRequiredService<WatchedEntries>();
        var store = StoreOf(app);
        await store.StoreAsync(TicketOf("admin"), default(CancellationToken));
        var admin = entries.Keys.Last();
        var own = await store.StoreAsync(TicketOf("ann"), default(CancellationToken));

        await app.Cache.SetAsync(entries.Keys.Last(), (await app.Cache.TryGetAsync<CacheBytes>(admin)).Value);

        Assert.Null(await store.RetrieveAsync(own, default(CancellationToken)));
        Assert.True(app.Log.Has("LAR360"));
    }

    [Fact]
    public async Task Neither_the_key_nor_the_user_can_be_read_where_the_ticket_is_stored()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place, WatchedEntries.Watch);
        var store = StoreOf(app);

        var key = await store.StoreAsync(TicketOf("ann-the-user"), default(CancellationToken));

        var entryKey = app.Services.GetRequiredService<WatchedEntries>().Keys.Last();
        Assert.DoesNotContain(key, entryKey, StringComparison.Ordinal);
        Assert.True((await app.Cache.TryGetAsync<CacheBytes>(entryKey)).Value!.Memory.Span.IndexOf("ann-the-user"u8) < 0);
    }

    [Fact]
    public async Task Two_tickets_never_have_one_key_and_a_key_has_256_bits()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place);
        var store = StoreOf(app);

        var keys = new HashSet<string>();
        for (var i = 0; i < 100; i++) keys.Add(await store.StoreAsync(TicketOf("ann"), default(CancellationToken)));

        Assert.Equal(100, keys.Count);
        Assert.All(keys, static key => Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(key).Length));
    }

    [Fact]
    public async Task Every_overload_does_the_same()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place);
        var store = StoreOf(app);
        var http = new Microsoft.AspNetCore.Http.DefaultHttpContext();

        var plain = await store.StoreAsync(TicketOf("ann"));
        var rich = await store.StoreAsync(TicketOf("bob"), http, default);
        await store.RenewAsync(plain, TicketOf("ann"));
        await store.RenewAsync(rich, TicketOf("bob"), http, default);

        Assert.Equal("ann", UserTags.IdOf((await store.RetrieveAsync(plain))!.Principal));
        Assert.Equal("bob", UserTags.IdOf((await store.RetrieveAsync(rich, http, default))!.Principal));
        await store.RemoveAsync(plain);
        await store.RemoveAsync(rich, http, default);
        Assert.Null(await store.RetrieveAsync(plain));
        Assert.Null(await store.RetrieveAsync(rich));
    }

    [Fact]
    public async Task Who_wants_to_sign_in_while_the_tier_is_away_is_told_and_pages_go_on()
    {
        await using var server = await RedisServer.StartAsync();
        await using var place = new TierPlace(TierKind.Redis, server.Url);
        await using var app = await TicketApp.StartAsync(place);
        var browser = new Browser();
        await browser.GetAsync(app, "/in/ann");
        await server.KillAsync();

        var failure = await Assert.ThrowsAsync<TierException>(() => new Browser().GetAsync(app, "/in/bob"));

        Assert.StartsWith("LAR361 ", failure.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync(async () => await browser.GetAsync(app, "/who") == "-");
        Assert.True(app.Log.Has("LAR359"));
    }

    [Fact]
    public async Task A_store_that_the_application_chose_is_left_alone()
    {
        await using var place = new TierPlace(TierKind.Memory);
        var own = new OwnStore();
        await using var app = await TicketApp.StartAsync(place, cookies: options => options.SessionStore = own);

        Assert.Same(own, StoreOf(app));
    }

    [Fact]
    public async Task Only_the_named_scheme_gets_the_store()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await TicketApp.StartAsync(place, static services => services.AddAuthentication().AddCookie("other"));

        Assert.Null(app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("other").SessionStore);
        Assert.NotNull(StoreOf(app));
    }

    private static ITicketStore StoreOf(WebInstance app) => app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>()
        .Get(CookieAuthenticationDefaults.AuthenticationScheme).SessionStore!;

    private static AuthenticationTicket TicketOf(string id, DateTimeOffset? end = null) => new(
        TicketApp.UserOf(id), new AuthenticationProperties { ExpiresUtc = end }, CookieAuthenticationDefaults.AuthenticationScheme);

    private sealed class OwnStore : ITicketStore
    {
        public Task<string> StoreAsync(AuthenticationTicket ticket) => Task.FromResult("");

        public Task RenewAsync(string key, AuthenticationTicket ticket) => Task.CompletedTask;

        public Task<AuthenticationTicket?> RetrieveAsync(string key) => Task.FromResult<AuthenticationTicket?>(null);

        public Task RemoveAsync(string key) => Task.CompletedTask;
    }
}

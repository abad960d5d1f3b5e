using Larder.AspNetCore.Tests.Support;
using Larder.Counting;
using Larder.Support;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Visiting;

public class VisitTests(SharedRedis redis)
{
    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task One_visitor_who_comes_a_hundred_times_counts_once(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await VisitApp.StartAsync(place);
        var browser = new Browser();

        Assert.Equal("1 1 True", await browser.VisitAsync(app));
        for (var i = 0; i < 99; i++) Assert.Equal("1 1 False", await browser.VisitAsync(app));
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Two_instances_count_together(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await VisitApp.StartAsync(place);
        await using var other = await VisitApp.StartAsync(place);
        var browser = new Browser();

        Assert.Equal("1 1 True", await browser.VisitAsync(one));
        Assert.Equal("1 1 False", await browser.VisitAsync(other));
        Assert.Equal("2 2 True", await new Browser().VisitAsync(other));
    }

    [Fact]
    public async Task The_counters_have_the_names_of_the_documents()
    {
        await using var place = new TierPlace(TierKind.Memory);
        var clock = new FakeClock();
        await using var app = await VisitApp.StartAsync(place, services: services => services.AddSingleton<TimeProvider>(clock));

        await new Browser().VisitAsync(app);

        var counters = app.Services.GetRequiredService<ICounters>();
        Assert.Equal(1, await counters.GetAsync("page:index:counter"));
        Assert.Equal(1, await counters.GetAsync($"page:index:counter:{clock.GetUtcNow():yyyy-MM-dd}"));
    }

    [Fact]
    public async Task Who_comes_again_on_another_day_counts_again()
    {
        var clock = new FakeClock();
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place, services: services => services.AddSingleton<TimeProvider>(clock));
        var browser = new Browser();
        await browser.VisitAsync(app);

        clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal("2 1 True", await browser.VisitAsync(app));
    }

    [Fact]
    public async Task Each_visit_counts_where_the_application_says_so()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place, static options => options.Counting = VisitCounting.EveryVisit);
        var browser = new Browser();
        await browser.VisitAsync(app);

        Assert.Equal("2 2 False", await browser.VisitAsync(app));
    }

    [Fact]
    public async Task It_is_known_who_came()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        var browser = new Browser();
        await browser.VisitAsync(app);
        await browser.VisitAsync(app);
        await new Browser().VisitAsync(app);
        var visitors = app.Services.GetRequiredService<Visitors>();

        var list = await visitors.ListAsync("page:index", visitors.Today);

        Assert.Equal(2, list.Count);
        Assert.Equal(2, (await visitors.CountAsync("page:index", visitors.Today)).Count);
    }

    [Fact]
    public async Task The_cookie_does_not_say_who_the_visitor_is_and_scripts_cannot_read_it()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);

        using var answer = await new Browser().SendAsync(app, HttpMethod.Get, "/", ("User-Agent", "Mozilla/5.0"));

        var visitors = app.Services.GetRequiredService<Visitors>();
        var id = Assert.Single(await visitors.ListAsync("page:index", visitors.Today)).Visitor;
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain(id, cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Over_https_the_cookie_is_only_for_https()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        using var client = app.NewClient();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Mozilla/5.0");

        using var answer = await client.GetAsync(new Uri("https://localhost/"));

        Assert.Contains("secure", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_cookie_is_written_again_only_when_a_tenth_of_its_time_is_over()
    {
        var clock = new FakeClock();
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place, services: services => services.AddSingleton<TimeProvider>(clock));
        var browser = new Browser();
        await browser.VisitAsync(app);
        var first = browser.Cookies["visitor"];

        clock.Advance(TimeSpan.FromDays(39));
        await browser.VisitAsync(app);
        Assert.Equal(first, browser.Cookies["visitor"]);
        clock.Advance(TimeSpan.FromDays(2));
        await browser.VisitAsync(app);

        Assert.NotEqual(first, browser.Cookies["visitor"]);
        Assert.Equal("3 1 False", await browser.VisitAsync(app));
    }

    [Theory]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("no base64!")]
    [InlineData("x")]
    public async Task A_forged_cookie_is_a_new_visitor(string value)
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        var forger = new Browser();
        forger.Cookies["visitor"] = value;

        Assert.Equal("1 1 True", await forger.VisitAsync(app));

        Assert.NotEqual(value, forger.Cookies["visitor"]);
        var visitors = app.Services.GetRequiredService<Visitors>();
        Assert.NotEqual(value, Assert.Single(await visitors.ListAsync("page:index", visitors.Today)).Visitor);
    }

    [Fact]
    public async Task A_cookie_that_another_application_signed_is_a_new_visitor()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var elsewhere = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        await using var other = await VisitApp.StartAsync(elsewhere);
        var browser = new Browser();
        await browser.VisitAsync(other);
        var before = browser.Cookies["visitor"];

        Assert.Equal("1 1 True", await browser.VisitAsync(app));

        Assert.NotEqual(before, browser.Cookies["visitor"]);
    }

    [Theory]
    [InlineData("User-Agent", "Mozilla/5.0 (compatible; Googlebot/2.1)")]
    [InlineData("User-Agent", "curl/8.5.0")]
    [InlineData("User-Agent", "")]
    [InlineData("Sec-Purpose", "prefetch;prerender")]
    [InlineData("Purpose", "prefetch")]
    [InlineData("X-Moz", "prefetch")]
    public async Task What_no_person_looks_at_is_not_counted(string header, string value)
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        var browser = new Browser();

        Assert.Equal("not counted", await browser.VisitAsync(app, "/", (header, value)));

        Assert.Empty(browser.Cookies);
        Assert.Equal("1 1 True", await browser.VisitAsync(app));
    }

    [Fact]
    public async Task A_look_at_the_head_is_not_counted()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);

        using var answer = await new Browser().SendAsync(app, HttpMethod.Head, "/", ("User-Agent", "Mozilla/5.0"));

        Assert.Equal("1 1 True", await new Browser().VisitAsync(app));
    }

    [Fact]
    public async Task Pages_that_nobody_named_are_not_counted_unless_the_options_name_them()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        await using var other = await VisitApp.StartAsync(place, static options => options.SubjectOf = static _ => "page:any");

        Assert.Equal("not counted", await new Browser().VisitAsync(app, "/plain"));
        Assert.Equal("page:any", await new Browser().VisitAsync(other, "/plain"));
    }

    [Fact]
    public async Task Who_wants_to_be_forgotten_is()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await VisitApp.StartAsync(place);
        var (browser, other) = (new Browser(), new Browser());
        await browser.VisitAsync(app);
        await other.VisitAsync(app);

        Assert.Equal("1", await browser.VisitAsync(app, "/forget"));

        Assert.Empty(browser.Cookies);
        var visitors = app.Services.GetRequiredService<Visitors>();
        Assert.Single(await visitors.ListAsync("page:index", visitors.Today));
        Assert.Equal("0", await new Browser().VisitAsync(app, "/forget"));
    }

    [Fact]
    public async Task Pages_go_on_while_the_place_is_away_and_visits_are_counted_when_it_is_back()
    {
        await using var server = await RedisServer.StartAsync("appendonly yes", "appendfsync always");
        await using var place = new TierPlace(TierKind.Redis, server.Url);
        await using var app = await VisitApp.StartAsync(place);
        await new Browser().VisitAsync(app);
        await server.KillAsync();

        for (var i = 0; i < 5; i++) await new Browser().VisitAsync(app);
        await server.StartAgainAsync();

        var visitors = app.Services.GetRequiredService<Visitors>();
        await Eventually.HoldsAsync(async () => await CountedAsync(visitors) == 6);
    }

    [Fact]
    public async Task A_page_waits_for_a_hanging_place_no_longer_than_its_patience()
    {
        await using var place = new TierPlace(TierKind.Memory);
        var hanging = new HangingVisits();
        await using var app = await VisitApp.StartAsync(
            place, static options => options.Patience = TimeSpan.FromMilliseconds(50), services => services.AddSingleton<IVisitorStore>(hanging));
        var browser = new Browser();

        Assert.Equal("  False", await browser.VisitAsync(app));

        // It is counted all the same when the place wakes up.
        hanging.Answer.SetResult(true);
        await Eventually.HoldsAsync(async () => await app.Services.GetRequiredService<ICounters>().GetAsync("page:index:counter") == 1);
    }

    private static async Task<long> CountedAsync(Visitors visitors)
    {
        try
        {
            return (await visitors.CountAsync("page:index", visitors.Today)).Count;
        }
        catch (Tiers.TierException)
        {
            return -1;
        }
    }
}

using System.Net;
using Larder.AspNetCore.Tests.Support;
using Larder.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Sessions;

public class SessionTests(SharedRedis redis)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_value_comes_back_in_the_next_request(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await SessionApp.StartAsync(place);
        var browser = new Browser();

        await browser.GetAsync(app, "/set/colour/red");

        Assert.Equal("red", await browser.GetAsync(app, "/get/colour"));
        Assert.Equal(["session"], browser.Cookies.Keys);
    }

    [Theory]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task What_one_instance_writes_another_reads_at_once(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await SessionApp.StartAsync(place);
        await using var other = await SessionApp.StartAsync(place);
        var browser = new Browser();

        for (var i = 0; i < 20; i++)
        {
            await browser.GetAsync(i % 2 == 0 ? one : other, $"/set/step/{i}");

            Assert.Equal($"{i}", await browser.GetAsync(i % 2 == 0 ? other : one, "/get/step"));
        }
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task Of_fifty_pairs_of_requests_that_each_add_a_key_all_hundred_are_kept(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var one = await SessionApp.StartAsync(place);
        await using var other = await SessionApp.StartAsync(place);
        var second = kind == TierKind.Memory ? one : other;
        var browser = new Browser();
        await browser.GetAsync(one, "/set/first/1");

        for (var pair = 0; pair < 50; pair++)
            await Task.WhenAll(browser.GetAsync(one, $"/set/a{pair}/1"), browser.GetAsync(second, $"/set/b{pair}/1"));

        var expected = Enumerable.Range(0, 50).SelectMany(static pair => new[] { $"a{pair}", $"b{pair}" }).Append("first").Order(StringComparer.Ordinal);
        Assert.Equal(string.Join(',', expected), await browser.GetAsync(one, "/keys"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Redis)]
    public async Task Of_forty_requests_at_once_that_each_add_a_key_all_are_kept(TierKind kind)
    {
        await using var place = new TierPlace(kind, redis.Url);
        await using var app = await SessionApp.StartAsync(place);
        var browser = new Browser();
        await browser.GetAsync(app, "/set/first/1");

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => browser.GetAsync(app, $"/set/k{i}/1")));

        Assert.Equal(41, (await browser.GetAsync(app, "/keys")).Split(',').Length);
    }

    [Fact]
    public async Task Of_two_writers_of_one_key_the_later_one_wins()
    {
        await using var bench = await StartAsync();

        bench.Entries.BeforeReplace = async _ => await bench.Browser.GetAsync(bench.App, "/set/colour/early");
        await bench.Browser.GetAsync(bench.App, "/set/colour/late");

        Assert.Equal("late", await bench.Browser.GetAsync(bench.App, "/get/colour"));
    }

    [Fact]
    public async Task A_key_that_one_request_removes_stays_removed_when_another_adds_one()
    {
        await using var bench = await StartAsync();
        await bench.Browser.GetAsync(bench.App, "/set/old/1");

        bench.Entries.BeforeReplace = async _ => await bench.Browser.GetAsync(bench.App, "/set/new/1");
        await bench.Browser.GetAsync(bench.App, "/remove/old");

        Assert.Equal("first,new", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task Clear_removes_what_the_request_saw_and_keeps_what_another_adds()
    {
        await using var bench = await StartAsync();
        await bench.Browser.GetAsync(bench.App, "/set/old/1");

        bench.Entries.BeforeReplace = async _ => await bench.Browser.GetAsync(bench.App, "/set/new/1");
        await bench.Browser.GetAsync(bench.App, "/clear");

        Assert.Equal("new", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task A_hundred_reading_requests_write_nothing()
    {
        await using var bench = await StartAsync();
        var before = bench.Entries.Replacements;

        for (var i = 0; i < 100; i++) await bench.Browser.GetAsync(bench.App, "/get/first");

        Assert.Equal(before, bench.Entries.Replacements);
    }

    [Fact]
    public async Task A_request_that_does_not_use_its_session_does_not_read_it()
    {
        await using var bench = await StartAsync();
        var before = bench.Entries.Reads;

        await bench.Browser.GetAsync(bench.App, "/plain");

        Assert.Equal(before, bench.Entries.Reads);
    }

    [Fact]
    public async Task A_visitor_who_sets_nothing_gets_no_cookie_and_leaves_no_session()
    {
        await using var bench = await StartAsync();
        var before = bench.Entries.Replacements;
        var visitor = new Browser();

        await visitor.GetAsync(bench.App, "/get/first");

        Assert.Empty(visitor.Cookies);
        Assert.Equal(before, bench.Entries.Replacements);
    }

    [Fact]
    public async Task A_session_lives_as_long_as_it_is_read()
    {
        var clock = new FakeClock();
        await using var bench = await StartAsync(clock);

        for (var i = 0; i < 10; i++)
        {
            clock.Advance(Idle - TimeSpan.FromMinutes(1));

            Assert.Equal("1", await bench.Browser.GetAsync(bench.App, "/get/first"));
        }
    }

    [Fact]
    public async Task A_session_ends_when_nobody_uses_it_for_its_time_and_a_quarter()
    {
        var clock = new FakeClock();
        await using var bench = await StartAsync(clock);

        clock.Advance(Idle * 1.25 + TimeSpan.FromSeconds(1));

        Assert.Equal("-", await bench.Browser.GetAsync(bench.App, "/get/first"));
    }

    [Fact]
    public async Task A_session_does_not_end_before_its_time_however_it_was_read()
    {
        var clock = new FakeClock();
        await using var bench = await StartAsync(clock);

        // Read right before the first quarter is over, so it is not written again.
        clock.Advance(Idle / 4 - TimeSpan.FromSeconds(1));
        await bench.Browser.GetAsync(bench.App, "/get/first");
        clock.Advance(Idle);

        Assert.Equal("1", await bench.Browser.GetAsync(bench.App, "/get/first"));
    }

    [Fact]
    public async Task Reading_makes_a_session_last_at_most_once_in_a_quarter_of_its_time()
    {
        var clock = new FakeClock();
        await using var bench = await StartAsync(clock);
        var before = bench.Entries.Replacements;

        for (var minute = 0; minute < 60; minute++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await bench.Browser.GetAsync(bench.App, "/get/first");
        }

        Assert.InRange(bench.Entries.Replacements - before, 4, 8);
    }

    [Fact]
    public async Task The_setting_SessionMaxAge_is_how_long_a_session_lives()
    {
        var clock = new FakeClock();
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await SessionApp.StartAsync(
            place, services => services.AddSingleton<TimeProvider>(clock), larder => larder.Configure(static options => options.SessionMaxAge = TimeSpan.FromHours(4)));
        var browser = new Browser();
        await browser.GetAsync(app, "/set/first/1");

        clock.Advance(TimeSpan.FromHours(3.9));

        Assert.Equal("1", await browser.GetAsync(app, "/get/first"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_removed_session_does_not_come_back_by_a_late_writer(TierKind kind)
    {
        await using var bench = await StartAsync(kind: kind);
        bench.Entries.BeforeReplace = async _ => await bench.Browser.Copy().GetAsync(bench.App, "/end");

        await bench.Browser.GetAsync(bench.App, "/set/late/1");

        Assert.Equal("", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Redis)]
    public async Task A_session_removed_by_a_pattern_does_not_come_back_by_a_late_writer(TierKind kind)
    {
        await using var bench = await StartAsync(kind: kind);
        bench.Entries.BeforeReplace = async _ => await bench.App.Cache.RemoveByPatternAsync("session:*");

        await bench.Browser.GetAsync(bench.App, "/set/late/1");

        Assert.Equal("", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task A_key_beyond_the_limit_is_refused_and_the_others_stay()
    {
        await using var bench = await StartAsync(options: static limits => limits.MaxKeys = 2);
        await bench.Browser.GetAsync(bench.App, "/set/second/2");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Browser.GetAsync(bench.App, "/set/third/3"));

        Assert.StartsWith("LAR352 ", failure.Message, StringComparison.Ordinal);
        Assert.Equal("first,second", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task A_value_beyond_the_limit_is_refused_and_another_value_in_place_of_a_long_one_is_not()
    {
        await using var bench = await StartAsync(options: static limits => limits.MaxBytes = 100);
        await bench.Browser.GetAsync(bench.App, $"/set/long/{new string('x', 80)}");

        await Assert.ThrowsAsync<InvalidOperationException>(() => bench.Browser.GetAsync(bench.App, $"/set/more/{new string('y', 20)}"));
        await bench.Browser.GetAsync(bench.App, $"/set/long/{new string('z', 70)}");

        Assert.Equal(new string('z', 70), await bench.Browser.GetAsync(bench.App, "/get/long"));
    }

    [Fact]
    public async Task Two_requests_that_together_pass_the_limit_are_not_both_stored_and_the_log_says_so()
    {
        await using var bench = await StartAsync(options: static limits => limits.MaxKeys = 2);

        bench.Entries.BeforeReplace = async _ => await bench.Browser.GetAsync(bench.App, "/set/second/2");
        await bench.Browser.GetAsync(bench.App, "/set/third/3");

        Assert.Equal("first,second", await bench.Browser.GetAsync(bench.App, "/keys"));
        Assert.True(bench.App.Log.Has("LAR352"));
    }

    [Fact]
    public async Task A_session_that_somebody_puts_under_another_key_is_not_believed()
    {
        await using var bench = await StartAsync();
        var rich = bench.Entries.Keys.Last();
        var thief = new Browser();
        await thief.GetAsync(bench.App, "/set/own/1");
        var poor = bench.Entries.Keys.Last();
        var stolen = await bench.App.Cache.TryGetAsync<CacheBytes>(rich);
        Assert.True(stolen.Found);

        await bench.App.Cache.SetAsync(poor, stolen.Value);

        Assert.Equal("", await thief.GetAsync(bench.App, "/keys"));
        Assert.True(bench.App.Log.Has("LAR354"));
    }

    [Fact]
    public async Task What_is_stored_does_not_show_what_the_session_holds()
    {
        await using var bench = await StartAsync();
        await bench.Browser.GetAsync(bench.App, "/set/secret/hunter2hunter2");

        var stored = await bench.App.Cache.TryGetAsync<CacheBytes>(bench.Entries.Keys.Last());

        Assert.True(stored.Value!.Memory.Span.IndexOf("hunter2"u8) < 0);
    }

    [Fact]
    public async Task The_id_of_a_session_stays_from_request_to_request_and_is_not_its_key()
    {
        await using var bench = await StartAsync();

        var id = await bench.Browser.GetAsync(bench.App, "/id");

        Assert.Equal(id, await bench.Browser.GetAsync(bench.App, "/id"));
        Assert.DoesNotContain(bench.Entries.Keys, key => key.Contains(id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_forged_cookie_gets_a_session_of_its_own()
    {
        await using var bench = await StartAsync();
        var forger = new Browser();
        forger.Cookies["session"] = bench.Entries.Keys.Last()["session:".Length..];

        using var answer = await forger.SendAsync(bench.App, HttpMethod.Get, "/keys");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    private Task<SessionBench> StartAsync(TimeProvider? clock = null, TierKind kind = TierKind.Memory, Action<LarderSessionOptions>? options = null) =>
        SessionBench.StartAsync(new TierPlace(kind, redis.Url), clock, options);
}

using Larder.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Sessions;

public class RotationTests(SharedRedis redis)
{
    [Theory]
    [InlineData(TierKind.Memory)]
    [InlineData(TierKind.Sqlite)]
    [InlineData(TierKind.Redis)]
    public async Task A_rotated_session_goes_on_and_its_old_cookie_is_worth_nothing(TierKind kind)
    {
        await using var bench = await StartAsync(kind);
        var id = await bench.Browser.GetAsync(bench.App, "/id");
        var thief = bench.Browser.Copy();

        Assert.Equal("true", await bench.Browser.GetAsync(bench.App, "/rotate"));

        Assert.Equal("1", await bench.Browser.GetAsync(bench.App, "/get/first"));
        Assert.NotEqual(id, await bench.Browser.GetAsync(bench.App, "/id"));
        Assert.Equal("", await thief.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task What_the_same_request_set_moves_along()
    {
        await using var bench = await StartAsync();

        await bench.Browser.GetAsync(bench.App, "/rotate/user/ann");

        Assert.Equal("first,user", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task What_another_request_writes_while_it_moves_moves_along()
    {
        await using var bench = await StartAsync();
        var other = bench.Browser.Copy();

        bench.Entries.BeforeRemove = async _ => await other.GetAsync(bench.App, "/set/cart/3");
        await bench.Browser.GetAsync(bench.App, "/rotate");

        Assert.Equal("cart,first", await bench.Browser.GetAsync(bench.App, "/keys"));
        Assert.Equal("", await other.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task A_request_under_way_with_the_old_id_does_not_bring_it_back()
    {
        await using var bench = await StartAsync();
        var old = bench.Browser.Copy();

        bench.Entries.BeforeReplace = async _ => await bench.Browser.GetAsync(bench.App, "/rotate");
        await old.GetAsync(bench.App, "/set/late/1");

        Assert.Equal("", await old.GetAsync(bench.App, "/keys"));
        Assert.Equal("first", await bench.Browser.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task A_session_that_begins_in_this_request_needs_no_other_id()
    {
        await using var bench = await StartAsync();
        var visitor = new Browser();

        Assert.Equal("true", await visitor.GetAsync(bench.App, "/rotate/user/ann"));

        Assert.Equal("ann", await visitor.GetAsync(bench.App, "/get/user"));
    }

    [Fact]
    public async Task An_id_whose_session_is_over_is_not_used_for_the_next()
    {
        await using var bench = await StartAsync();
        var planted = bench.Browser.Copy();
        await bench.App.Cache.RemoveByPatternAsync("session:*");

        await bench.Browser.GetAsync(bench.App, "/rotate/user/ann");

        Assert.Equal("ann", await bench.Browser.GetAsync(bench.App, "/get/user"));
        Assert.Equal("-", await planted.GetAsync(bench.App, "/get/user"));
    }

    [Fact]
    public async Task An_ended_session_is_gone_on_every_instance_and_so_is_the_cookie()
    {
        await using var bench = await StartAsync(TierKind.Redis);
        await using var other = await SessionApp.StartAsync(bench.Place);
        var copy = bench.Browser.Copy();

        await bench.Browser.GetAsync(bench.App, "/end");

        Assert.Empty(bench.Browser.Cookies);
        Assert.Equal("", await copy.GetAsync(other, "/keys"));
    }

    [Fact]
    public async Task What_is_set_after_the_end_begins_another_session()
    {
        await using var bench = await StartAsync();
        var copy = bench.Browser.Copy();

        await bench.Browser.GetAsync(bench.App, "/end-and-set/farewell/bye");

        Assert.Equal("farewell", await bench.Browser.GetAsync(bench.App, "/keys"));
        Assert.Equal("", await copy.GetAsync(bench.App, "/keys"));
    }

    [Fact]
    public async Task A_session_of_somebody_else_is_refused_with_a_code()
    {
        await using var place = new TierPlace(TierKind.Memory);
        await using var app = await WebInstance.StartAsync(
            place,
            static services => services.AddDistributedMemoryCache().AddSession(),
            static app =>
            {
                app.UseSession();
                app.MapGet("/rotate", static async (HttpContext http) => await http.RotateSessionAsync());
            });

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => new Browser().GetAsync(app, "/rotate"));

        Assert.StartsWith("LAR357 ", failure.Message, StringComparison.Ordinal);
    }

    private Task<SessionBench> StartAsync(TierKind kind = TierKind.Memory) => SessionBench.StartAsync(new TierPlace(kind, redis.Url));
}

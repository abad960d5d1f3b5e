using System.Net;
using System.Text.Json.Nodes;
using Larder.AspNetCore.Admin;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Admin;

public class EndpointTests
{
    [Fact]
    public async Task Stats_tell_of_reads_memory_and_health()
    {
        await using var app = await AdminApp.StartAsync();
        await app.Cache.GetOrLoadAsync("product:1", 0, static (_, _, _) => new ValueTask<string>("a kettle"));
        await app.Cache.GetOrLoadAsync("product:1", 0, static (_, _, _) => new ValueTask<string>("a kettle"));

        var stats = await app.ReadAsync("/stats");

        Assert.Equal("larder.stats/1", (string?)stats["schema"]);
        Assert.Equal("shop", (string?)stats["app"]);
        Assert.Equal("Admin", (string?)stats["role"]);
        var cache = stats["caches"]![0]!;
        Assert.Equal(1, (long)cache["reads"]!["memoryHits"]!);
        Assert.Equal(1, (long)cache["reads"]!["misses"]!);
        Assert.Equal(1, (long)cache["reads"]!["missesByReason"]!["Cold"]!);
        Assert.Equal(1, (int)cache["memory"]!["entries"]!);
        Assert.Equal("Healthy", (string?)cache["health"]!["condition"]);
    }

    [Fact]
    public async Task Keys_come_page_by_page_and_each_once()
    {
        await using var app = await AdminApp.StartAsync();
        for (var id = 0; id < 25; id++) await app.Cache.SetAsync($"product:{id}", "a kettle");
        await app.Cache.SetAsync("user:1", "anna");

        var (found, cursor, pages) = (new List<string>(), "", 0);
        do
        {
            var page = await app.ReadAsync("/keys?prefix=product:&limit=10" + (cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}"));
            found.AddRange(page["keys"]!.AsArray().Select(static key => (string)key!["key"]!));
            cursor = (string?)page["cursor"] ?? "";
            Assert.Equal(cursor.Length == 0, (bool)page["complete"]!);
            pages++;
        }
        while (cursor.Length > 0);

        Assert.Equal(3, pages);
        Assert.Equal(Enumerable.Range(0, 25).Select(static id => $"product:{id}").Order(StringComparer.Ordinal), found);
    }

    [Fact]
    public async Task Keys_of_a_tag_are_listed()
    {
        await using var app = await AdminApp.StartAsync();
        await app.Cache.SetAsync("a", 1, new CacheEntryOptions { Tags = ["red", "round"] });
        await app.Cache.SetAsync("b", 2, new CacheEntryOptions { Tags = ["blue"] });

        var page = await app.ReadAsync("/keys?tag=red");
        var entry = await app.ReadAsync("/entry?key=a");

        Assert.Equal("a", (string?)Assert.Single(page["keys"]!.AsArray())!["key"]);
        Assert.Equal(["red", "round"], entry["memory"]!["tags"]!.AsArray().Select(static tag => (string)tag!).Order());
    }

    [Theory]
    [InlineData("""product:<script>alert(1)</script>""")]
    [InlineData("product:\"quoted\" & = ? # % + ;")]
    [InlineData("Käse/🧀/../x")]
    [InlineData("a*b[c]?\\d")]
    public async Task Hostile_keys_are_found_shown_and_removed_as_they_are(string key)
    {
        await using var app = await AdminApp.StartAsync();
        await app.Cache.SetAsync(key, "a value");
        await app.Cache.SetAsync("a-b-c-d", "another");
        var escaped = Uri.EscapeDataString(key);

        var entry = await app.ReadAsync($"/entry?key={escaped}");
        var value = await app.ReadAsync($"/value?key={escaped}");
        var page = await app.ReadAsync($"/keys?prefix={escaped}");
        using var removed = await app.PostAsync("/remove", new JsonObject { ["keys"] = new JsonArray(key) }.ToJsonString());

        Assert.Equal(key, (string?)entry["key"]);
        Assert.Equal("a value", (string?)value["text"]);
        Assert.Equal(key, (string?)Assert.Single(page["keys"]!.AsArray())!["key"]);
        Assert.Equal(HttpStatusCode.OK, removed.StatusCode);
        Assert.False(await app.Cache.ExistsAsync(key));
        Assert.True(await app.Cache.ExistsAsync("a-b-c-d"));
    }

    [Theory]
    [InlineData("/entry")]
    [InlineData("/keys?limit=0")]
    [InlineData("/keys?limit=1001")]
    [InlineData("/keys?limit=many")]
    [InlineData("/keys?cursor=x")]
    [InlineData("/keys?tier=moon")]
    [InlineData("/keys?pattern=a&prefix=b")]
    [InlineData("/entry?key=a&key=b")]
    [InlineData("/entry?key=%01")]
    [InlineData("/events?kinds=all-of-it")]
    [InlineData("/events?sample=0")]
    public async Task Question_that_makes_no_sense_is_told_so(string path)
    {
        await using var app = await AdminApp.StartAsync();

        using var answer = await app.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("larder.problem/1", await answer.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"keys":["a"],"tag":"b"}""", 400)]
    [InlineData("{}", 400)]
    [InlineData("""{"keys":[]}""", 400)]
    [InlineData("""{"keys":[null]}""", 400)]
    [InlineData("""[1,2""", 400)]
    [InlineData("null", 400)]
    [InlineData("""{"cache":"nowhere","tag":"a"}""", 404)]
    public async Task Removal_that_makes_no_sense_is_told_so(string body, int status)
    {
        await using var app = await AdminApp.StartAsync();

        using var answer = await app.PostAsync("/remove", body);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Body_that_is_too_large_is_refused()
    {
        await using var app = await AdminApp.StartAsync();

        using var answer = await app.PostAsync("/remove", $$"""{"tag":"{{new string('x', 300_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Values_of_keys_that_sound_like_secrets_take_an_admin_who_asks_for_them()
    {
        await using var admin = await AdminApp.StartAsync();
        await using var reader = await AdminApp.StartAsync(AdminRole.Reader);
        foreach (var app in new[] { admin, reader }) await app.Cache.SetAsync("reset-token:7", "hunter2");

        var hidden = await (await admin.GetAsync("/value?key=reset-token:7")).Content.ReadAsStringAsync();
        var shown = await (await admin.GetAsync("/value?key=reset-token:7&reveal=true")).Content.ReadAsStringAsync();
        using var refused = await reader.GetAsync("/value?key=reset-token:7&reveal=true");

        Assert.DoesNotContain("hunter2", hidden, StringComparison.Ordinal);
        Assert.Contains("hunter2", shown, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(admin.Log.All, static line => line.Contains("reveals reset-token:7", StringComparison.Ordinal));
        Assert.DoesNotContain(admin.Log.All, static line => line.Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tag_pattern_and_clear_remove_what_they_name()
    {
        await using var app = await AdminApp.StartAsync();
        await app.Cache.SetAsync("a:1", 1, new CacheEntryOptions { Tags = ["red"] });
        await app.Cache.SetAsync("a:2", 2);
        await app.Cache.SetAsync("b:1", 3);

        using var tag = await app.PostAsync("/remove", """{"tag":"red"}""");
        Assert.Equal((false, true, true), await ThereAsync());
        using var pattern = await app.PostAsync("/remove", """{"pattern":"a:*"}""");
        Assert.Equal((false, false, true), await ThereAsync());
        using var clear = await app.PostAsync("/clear", "{}");
        Assert.Equal((false, false, false), await ThereAsync());

        async Task<(bool, bool, bool)> ThereAsync() =>
            (await app.Cache.ExistsAsync("a:1"), await app.Cache.ExistsAsync("a:2"), await app.Cache.ExistsAsync("b:1"));
    }

    [Fact]
    public async Task Warm_up_is_run_again_and_shows_how_far_it_is()
    {
        var runs = 0;
        await using var app = await AdminApp.StartAsync(cache: builder => builder.AddWarmUp(
            "dashboard", (_, _) => Task.FromResult(Interlocked.Increment(ref runs)), static options => options.RunsAtStart = false));

        using var unknown = await app.PostAsync("/warm-up", """{"name":"nothing"}""");
        using var started = await app.PostAsync("/warm-up", """{"name":"dashboard"}""");
        await Eventually.HoldsAsync(async () => (string?)(await app.ReadAsync("/warm-up"))["warmUps"]![0]!["status"] == "Done");

        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.OK, started.StatusCode);
        Assert.Equal(1, runs);
    }
}

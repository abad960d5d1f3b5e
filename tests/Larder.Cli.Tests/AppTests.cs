using System.Text.Json.Nodes;
using Larder.AspNetCore.Admin;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.Cli.Tests;

public class AppTests
{
    [Fact]
    public async Task Status_tells_of_hits_and_ends_with_zero()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        await app.Cache.GetOrLoadAsync("product:1", 0, static (_, _, _) => new ValueTask<string>("a kettle"));

        var text = await app.RunAsync(place, "status");
        var json = await app.RunAsync(place, "status", "--json");

        Assert.Equal((0, ""), (text.Code, text.Errors));
        Assert.Contains("Healthy", text.Output, StringComparison.Ordinal);
        Assert.Contains("1 misses", text.Output, StringComparison.Ordinal);
        Assert.Equal("larder.stats/1", (string?)JsonNode.Parse(json.Output)!["schema"]);
    }

    [Fact]
    public async Task Status_of_a_cache_whose_redis_is_away_ends_with_four()
    {
        using var place = new Place();
        await using var redis = await RedisServer.StartAsync();
        await using var app = await RunningApp.StartAsync(cache => cache.UseRedis(redis.Url));
        await Eventually.HoldsAsync(async () => await app.Cache.SetAsync("product:1", "a kettle"));

        var well = await app.RunAsync(place, "status");
        await redis.StopAsync();
        var ill = await app.RunAsync(place, "status");

        Assert.Equal((0, 4), (well.Code, ill.Code));
        Assert.Contains("does not answer", ill.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Application_in_development_is_found_without_a_word()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        app.Announce(place);

        var status = await CliRun.OfAsync(place.Folder, "status");
        var list = await CliRun.OfAsync(place.Folder, "ps");

        Assert.Equal(0, status.Code);
        Assert.StartsWith("shop\t", Assert.Single(list.Lines), StringComparison.Ordinal);
        Assert.DoesNotContain(RunningApp.Token, list.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_others_may_read_or_whose_process_has_ended_is_not_believed()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        var path = app.Announce(place);
        RunningApp.Allow(path, "604");

        var open = await CliRun.OfAsync(place.Folder, "status");
        RunningApp.Allow(path, "600");
        await File.WriteAllTextAsync(path, (await File.ReadAllTextAsync(path)).Replace($"\"processId\":{Environment.ProcessId}", "\"processId\":1", StringComparison.Ordinal));
        var ended = await CliRun.OfAsync(place.Folder, "status");

        Assert.Equal((5, 5), (open.Code, ended.Code));
        Assert.Contains("LAR700", ended.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task Keys_are_lines_with_tabs_in_a_pipe_and_a_document_as_json()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        for (var id = 0; id < 5; id++) await app.Cache.SetAsync($"product:{id}", "a kettle");

        var text = await app.RunAsync(place, "keys", "product:*");
        var json = await app.RunAsync(place, "keys", "--limit", "2", "--json");
        var none = await app.RunAsync(place, "keys", "user:*");
        var count = await app.RunAsync(place, "keys", "--count");

        Assert.Equal(5, text.Lines.Count);
        Assert.All(text.Lines, static line => Assert.Equal(5, line.Split('\t').Length));
        Assert.DoesNotContain('\x1b', text.Output);
        Assert.Equal(2, JsonNode.Parse(json.Output)!["keys"]!.AsArray().Count);
        Assert.Equal((3, ""), (none.Code, none.Output));
        Assert.Equal("5", Assert.Single(count.Lines));
    }

    [Theory]
    [InlineData("turn \u202e around", "turn \\u202e around")]
    [InlineData("Käse <b> \"x\"", "Käse <b> \"x\"")]
    public async Task Hostile_keys_do_nothing_to_a_terminal_and_come_out_whole_for_xargs(string key, string shown)
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        await app.Cache.SetAsync(key, "a kettle");

        var text = await app.RunAsync(place, "keys");
        var raw = await app.RunAsync(place, "keys", "-0");
        var value = await app.RunAsync(place, "get", key);
        var removed = await app.RunAsync(place, "clear", "--key", key, "--yes");

        Assert.StartsWith(shown + "\t", text.Output, StringComparison.Ordinal);
        Assert.Equal(key + "\0", raw.Output);
        Assert.Equal("a kettle", value.Output);
        Assert.Equal(0, removed.Code);
        Assert.False(await app.Cache.ExistsAsync(key));
    }

    [Fact]
    public async Task Value_is_given_as_it_is_and_its_absence_is_three()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        await app.Cache.SetAsync("list", new[] { 1, 2, 3 }, new CacheEntryOptions { Tags = ["numbers"] });
        await app.Cache.SetAsync("bytes", new byte[] { 65, 66 });
        await app.Cache.SetAsync("secret:1", "hunter2");

        var list = await app.RunAsync(place, "get", "list");
        var bytes = await app.RunAsync(place, "get", "bytes");
        var meta = await app.RunAsync(place, "get", "list", "--meta");
        var absent = await app.RunAsync(place, "get", "nothing");
        var hidden = await app.RunAsync(place, "get", "secret:1");
        var shown = await app.RunAsync(place, "get", "secret:1", "--reveal");

        Assert.Equal((0, "[1,2,3]\n"), (list.Code, list.Output));
        Assert.Equal("AB", bytes.Output);
        Assert.Contains("numbers", meta.Output, StringComparison.Ordinal);
        Assert.Equal((3, ""), (absent.Code, absent.Output));
        Assert.Equal((6, ""), (hidden.Code, hidden.Output));
        Assert.Equal("hunter2", shown.Output);
    }

    [Fact]
    public async Task Clear_removes_nothing_without_yes_when_nobody_can_be_asked()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        for (var id = 0; id < 3; id++) await app.Cache.SetAsync($"product:{id}", "a kettle");
        await app.Cache.SetAsync("user:1", "anna");

        var refused = await app.RunAsync(place, "clear", "product:*");
        var dry = await app.RunAsync(place, "clear", "product:*", "--dry-run", "--json");
        Assert.True(await app.Cache.ExistsAsync("product:0"));
        var done = await app.RunAsync(place, "clear", "product:*", "--yes");

        Assert.Equal(7, refused.Code);
        Assert.Contains("--yes", refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, 3), (dry.Code, (int)JsonNode.Parse(dry.Output)!["count"]!));
        Assert.Equal(0, done.Code);
        Assert.False(await app.Cache.ExistsAsync("product:0"));
        Assert.True(await app.Cache.ExistsAsync("user:1"));
    }

    [Fact]
    public async Task Keys_to_clear_come_from_a_pipe()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        for (var id = 0; id < 3; id++) await app.Cache.SetAsync($"product:{id}", "a kettle");

        var run = await CliRun.OfAsync(app.TrialIn(place) with { Input = "product:0\nproduct:2\n" }, "clear", "--key", "-", "--yes", "--json");

        Assert.Equal((0, 2), (run.Code, (int)JsonNode.Parse(run.Output)!["count"]!));
        Assert.True(await app.Cache.ExistsAsync("product:1"));
    }

    [Fact]
    public async Task Wrong_token_too_small_a_role_and_read_only_end_with_six()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync(options: static options => options.Tokens[RunningApp.Token] = AdminRole.Viewer);
        await using var still = await RunningApp.StartAsync(options: static options => (options.Tokens[RunningApp.Token], options.IsReadOnly) = (AdminRole.Admin, true));
        var wrong = app.TrialIn(place) with { Environment = new Dictionary<string, string> { ["LARDER_APP"] = app.Url, ["LARDER_TOKEN"] = "something-else" } };

        var stranger = await CliRun.OfAsync(wrong, "status");
        var viewer = await app.RunAsync(place, "clear", "--all", "--yes");
        var readOnly = await still.RunAsync(place, "clear", "--all", "--yes");

        Assert.Equal((6, 6, 6), (stranger.Code, viewer.Code, readOnly.Code));
        Assert.DoesNotContain("something-else", stranger.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warm_up_is_followed_to_its_end_and_its_failures_are_eight()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync(cache => cache
            .AddWarmUp("good", static (warmUp, token) => warmUp.Cache.SetAsync("a", 1, cancellationToken: token).AsTask(), static options => options.RunsAtStart = false)
            .AddWarmUp("bad", static (_, _) => throw new InvalidOperationException("The source is away."), static options => options.RunsAtStart = false));

        var good = await app.RunAsync(place, "warmup", "good");
        var bad = await app.RunAsync(place, "warmup", "bad");
        var unknown = await app.RunAsync(place, "warmup", "ugly");

        Assert.Equal((0, 8, 3), (good.Code, bad.Code, unknown.Code));
        Assert.Contains("The source is away.", bad.Errors, StringComparison.Ordinal);
        Assert.Contains("good, bad", unknown.Errors, StringComparison.Ordinal);
        Assert.True(await app.Cache.ExistsAsync("a"));
    }

    [Fact]
    public async Task Monitor_shows_what_happens_until_it_is_interrupted()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        using var process = CliRun.Start(app.TrialIn(place), "monitor", "--key", "product:*");
        process.StandardInput.Close();

        using var stop = new CancellationTokenSource(Eventually.Deadline);
        var first = process.StandardOutput.ReadLineAsync(stop.Token).AsTask();
        for (var id = 0; !first.IsCompleted; id++)
        {
            await app.Cache.GetOrLoadAsync($"product:{id}", 0, static (_, _, _) => new ValueTask<string>("a kettle"));
            await Task.WhenAny(first, Task.Delay(50, stop.Token));
        }

        Assert.Contains("\tMiss\tproduct:", await first, StringComparison.Ordinal);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", $"{process.Id}"])) await kill.WaitForExitAsync(stop.Token);
        await process.WaitForExitAsync(stop.Token);
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task Reader_who_leaves_is_no_failure()
    {
        using var place = new Place();
        await using var app = await RunningApp.StartAsync();
        for (var id = 0; id < 3_000; id++) await app.Cache.SetAsync($"product:{id}", "a kettle");
        using var process = CliRun.Start(app.TrialIn(place), "keys", "--all");

        Assert.NotNull(await process.StandardOutput.ReadLineAsync());
        process.StandardOutput.Close();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.Equal("", errors);
        Assert.Equal(0, process.ExitCode);
    }
}

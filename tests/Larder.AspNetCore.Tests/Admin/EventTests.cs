using System.Net.ServerSentEvents;
using Larder.Support;

namespace Larder.AspNetCore.Tests.Admin;

public class EventTests
{
    [Fact]
    public async Task Listener_hears_of_reads_and_removals_of_the_keys_that_he_wants()
    {
        await using var app = await AdminApp.StartAsync();
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        using var answer = await app.GetAsync("/events?pattern=product:*");
        await using var events = Parse(answer).GetAsyncEnumerator(deadline.Token);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal("hello", events.Current.EventType);

        await app.Cache.GetOrLoadAsync("user:1", 0, static (_, _, _) => new ValueTask<string>("anna"));
        await app.Cache.GetOrLoadAsync("product:1", 0, static (_, _, _) => new ValueTask<string>("a kettle"));
        await app.Cache.GetOrLoadAsync("product:1", 0, static (_, _, _) => new ValueTask<string>("a kettle"));
        await app.Cache.RemoveAsync("product:1");

        var heard = new List<string>();
        while (heard.Count < 3 && await events.MoveNextAsync())
            if (events.Current.EventType == "event") heard.Add(events.Current.Data);
        Assert.All(heard, static data => Assert.Contains("\"key\":\"product:1\"", data));
        Assert.Contains("\"kind\":\"Miss\"", heard[0]);
        Assert.Contains("\"reason\":\"Cold\"", heard[0]);
        Assert.Contains("\"kind\":\"MemoryHit\"", heard[1]);
        Assert.Contains("\"kind\":\"Left\"", heard[2]);
    }

    [Fact]
    public async Task Listener_who_reads_too_slowly_is_told_how_much_he_lost()
    {
        await using var app = await AdminApp.StartAsync();
        await app.Cache.SetAsync("a", 1);
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        using var answer = await app.GetAsync("/events");
        await using var events = Parse(answer).GetAsyncEnumerator(deadline.Token);
        Assert.True(await events.MoveNextAsync());

        for (var read = 0; read < 50_000; read++) await app.Cache.TryGetAsync<int>("a");

        var (lost, isOver) = (false, false);
        while (!isOver && await events.MoveNextAsync())
        {
            lost |= events.Current.EventType == "lost";
            isOver = lost && events.Current.EventType is "bye" or "lost";
        }

        Assert.True(lost);
    }

    [Fact]
    public async Task Nobody_waits_for_listeners_when_the_application_ends()
    {
        var app = await AdminApp.StartAsync();
        using var answer = await app.GetAsync("/events");
        await using var events = Parse(answer).GetAsyncEnumerator();
        Assert.True(await events.MoveNextAsync());

        var ending = app.App.StopAsync();
        var last = "";
        while (await events.MoveNextAsync()) last = events.Current.EventType;

        await ending.WaitAsync(Eventually.Deadline);
        Assert.Equal("bye", last);
        await app.DisposeAsync();
    }

    private static IAsyncEnumerable<SseItem<string>> Parse(HttpResponseMessage answer) =>
        SseParser.Create(answer.Content.ReadAsStream()).EnumerateAsync();
}

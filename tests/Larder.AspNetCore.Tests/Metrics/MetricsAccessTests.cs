using System.Net;
using Larder.AspNetCore.Metrics;
using Larder.AspNetCore.Tests.Admin;
using Microsoft.AspNetCore.Builder;

namespace Larder.AspNetCore.Tests.Metrics;

public class MetricsAccessTests
{
    [Fact]
    public async Task Outside_development_nothing_is_there_until_somebody_says_who_may_and_the_log_says_how()
    {
        await using var app = await MetricsApp.StartAsync("Production");

        using var answer = await app.AskAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var line = Assert.Single(app.Log.All, static line => line.Contains("LAR535", StringComparison.Ordinal));
        Assert.Contains("RequireAuthorization", line);
        Assert.Contains("AllowAnonymous", line);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Policy_of_the_application_decides_wherever_there_is_one(string environment)
    {
        await using var app = await MetricsApp.StartAsync(environment, static options => options.AllowAnonymous = true, static endpoint => endpoint.RequireAuthorization());

        using var stranger = await app.AskAsync();
        app.Client.DefaultRequestHeaders.Add(HeaderUserHandler.Header, "ops");
        using var user = await app.AskAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
        Assert.Equal(HttpStatusCode.OK, user.StatusCode);
    }

    [Fact]
    public async Task Host_may_open_them()
    {
        await using var app = await MetricsApp.StartAsync("Production", static options => options.AllowAnonymous = true);

        using var answer = await app.AskAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain(app.Log.All, static line => line.Contains("LAR535", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_came_by_another_port_finds_nothing_whatever_host_he_claims()
    {
        MetricsOptions? chosen = null;
        await using var app = await MetricsApp.StartAsync("Production", options => (chosen = options).AllowAnonymous = true);
        chosen!.Port = app.Addresses[1].Port;

        using var right = await app.AskAsync(1);
        app.Client.DefaultRequestHeaders.Host = app.Addresses[1].Authority;
        using var wrong = await app.AskAsync(0);

        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
    }

    [Fact]
    public async Task Each_application_of_a_process_tells_its_own()
    {
        await using var one = await MetricsApp.StartAsync();
        await using var other = await MetricsApp.StartAsync();
        await one.Cache.GetOrLoadAsync("product:1", static _ => ValueTask.FromResult("a kettle"));

        Assert.Equal(1, (await one.ReadAsync())["larder_gets_total{cache=\"\",outcome=\"miss\"}"]);
        Assert.Equal(0, (await other.ReadAsync())["larder_gets_total{cache=\"\",outcome=\"miss\"}"]);
    }
}

using Larder.Support;
using Microsoft.Playwright;
using Storefront.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Storefront.Browser;

public sealed class FailoverTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task S4_22_The_primary_is_stopped_and_started_by_buttons_and_both_servers_have_the_same_counters_afterwards()
    {
        await using var demo = await FailoverDemo.StartAsync();
        await using var visitor = await chromium.OpenAsync(demo.Address);
        for (var view = 0; view < 3; view++) await visitor.GoAsync("/ad");
        await EqualAsync(visitor);
        Assert.Equal("master", await RoleAsync(visitor, demo.Primary));

        await visitor.Button($"Stop {demo.Primary}").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync($"stop {demo.Primary}: ok", new() { Timeout = 20_000 });
        Assert.Equal("does not answer", await RoleAsync(visitor, demo.Primary));
        await Screenshots.TakeAsync(visitor, "lab-failover-stopped");
        for (var view = 0; view < 4; view++) Assert.True((await visitor.GoAsync("/ad")).Ok);
        await Eventually.HoldsAsync(async () =>
        {
            await visitor.GoAsync("/lab/failover");
            return await RoleAsync(visitor, demo.Replica) == "master";
        }, Patience);
        Assert.True((await visitor.GoAsync("/ad")).Ok);
        await visitor.GoAsync("/lab/failover");
        await visitor.Button($"Start {demo.Primary}").ClickAsync();

        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync($"start {demo.Primary}: ok", new() { Timeout = 20_000 });
        await Eventually.HoldsAsync(async () =>
        {
            await visitor.GoAsync("/lab/failover");
            return await RoleAsync(visitor, demo.Primary) == "replica" && await ViewsAsync(visitor, demo.Primary) == await ViewsAsync(visitor, demo.Replica)
                && await ViewsAsync(visitor, demo.Primary) == "8";
        }, Patience, "both servers have all views");
        await EqualAsync(visitor);
        await Screenshots.TakeAsync(visitor, "lab-failover-result");
        visitor.HasNoComplaint();
    }

    private static ILocator Servers(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Servers" });

    private static Task<string> RoleAsync(Visitor visitor, string server) => Table.CellAsync(Servers(visitor), server, "Role");

    private static Task<string> ViewsAsync(Visitor visitor, string server) => Table.CellAsync(Servers(visitor), server, "storefront:page:index:counter");

    private static Task EqualAsync(Visitor visitor) => Eventually.HoldsAsync(async () =>
    {
        await visitor.GoAsync("/lab/failover");
        return (await visitor.TextAsync()).Contains("All servers that answer have the same values.", StringComparison.Ordinal);
    }, Patience);
}

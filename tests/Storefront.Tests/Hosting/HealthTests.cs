using System.Text.Json.Nodes;
using Larder.Warming;
using Microsoft.Extensions.DependencyInjection;
using Storefront.Tests.Support;

namespace Storefront.Tests.Hosting;

public class HealthTests
{
    [Fact]
    public async Task Health_tells_how_the_cache_does_and_ready_in_one_word()
    {
        using var shop = Shop.Open();

        var health = JsonNode.Parse(await shop.ReadAsync("/health"))!;
        var ready = await shop.ReadAsync("/ready");

        Assert.Equal("Healthy", (string?)health["status"]);
        Assert.Equal("sqlite", (string?)health["checks"]![0]!["data"]!["tier"]);
        Assert.Equal("Healthy\n", ready);
    }

    [Fact]
    public async Task Warm_ups_load_the_dashboard_and_the_first_lists()
    {
        using var shop = Shop.Open();
        var warmUps = shop.Services.GetRequiredService<WarmUps>();

        var states = new[] { await warmUps.RunAsync("dashboard"), await warmUps.RunAsync("products") };
        var queries = shop.Queries;
        await shop.ReadAsync("/dashboard");
        await shop.ReadAsync("/products");

        Assert.All(states, static state => Assert.Equal((WarmUpStatus.Done, null), (state!.Status, state.Error)));
        Assert.Equal(queries, shop.Queries);
    }
}

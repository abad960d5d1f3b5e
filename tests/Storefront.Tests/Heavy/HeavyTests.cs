using System.Diagnostics;
using Storefront.Tests.Support;

namespace Storefront.Tests.Heavy;

public sealed class HeavyTests
{
    private const string Computed = "Result (Computed): This was a heavy computation result.\n";
    private const string FromCache = "Result (from Cache): This was a heavy computation result.\n";

    [Fact]
    public async Task First_request_computes_and_the_second_finds_the_result()
    {
        await using var shop = Shop.Open(("Storefront:HeavySeconds", "0.5"));
        var started = Stopwatch.GetTimestamp();

        using var first = await shop.Curl.GetAsync("/heavy");
        var took = Stopwatch.GetElapsedTime(started);
        using var second = await shop.Curl.GetAsync("/heavy");

        Assert.True(took >= TimeSpan.FromSeconds(0.45), $"The computation took only {took}.");
        Assert.Equal("text/plain", first.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Computed, await first.Content.ReadAsStringAsync());
        Assert.Equal(FromCache, await second.Content.ReadAsStringAsync());
        Assert.Equal(["Cache MISS! Computing...", "Cache HIT!"], shop.Log.Of("Storefront.Heavy"));
        Assert.StartsWith("larder; fwd=miss; detail=cold", Assert.Single(first.Headers.GetValues("Cache-Status")));
        Assert.Matches("^larder; hit; ttl=(59|60)(;|$)", Assert.Single(second.Headers.GetValues("Cache-Status")));
    }

    [Fact]
    public async Task A_hundred_at_once_cost_one_computation()
    {
        await using var shop = Shop.Open(("Storefront:HeavySeconds", "1"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => shop.ReadAsync("/heavy")));

        Assert.Equal(1, shop.Computations);
        Assert.Equal(1, answers.Count(answer => answer == Computed));
        Assert.Equal(99, answers.Count(answer => answer == FromCache));
        Assert.Equal("{\"computations\":1}", await shop.ReadAsync("/api/heavy/computations"));
    }

    [Fact]
    public async Task Without_the_cache_it_is_computed_each_time()
    {
        await using var shop = Shop.Open();

        var first = await shop.ReadAsync("/heavy?cache=off");
        var second = await shop.ReadAsync("/heavy?cache=off");

        Assert.Equal(Computed, first);
        Assert.Equal(Computed, second);
        Assert.Equal(2, shop.Computations);
    }

    [Fact]
    public async Task Browser_reads_the_same_line_on_a_page_with_a_strip()
    {
        await using var shop = Shop.Open();

        var first = await shop.VisitAsync("/heavy");
        var second = await shop.VisitAsync("/heavy");

        Assert.Contains(Computed.Trim(), first.Text);
        Assert.Contains(FromCache.Trim(), second.Text);
        Assert.Contains("1 loaded", first.Strip);
        Assert.Contains("1 memory", second.Strip);
    }
}

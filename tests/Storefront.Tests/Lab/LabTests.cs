using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Larder.Support;
using Storefront.Tests.Support;

namespace Storefront.Tests.Lab;

public sealed class LabTests
{
    [Fact]
    public async Task S2_28_A_race_of_the_same_questions_costs_a_statement_a_row_with_the_cache_and_one_a_question_without()
    {
        await using var shop = Shop.Open();

        var result = await shop.LabAsync("race?what=user&users=50&queries=2000");
        var page = await shop.VisitAsync("/lab/race");

        Assert.Equal((2_000, 2_000), (result.GetProperty("without").GetProperty("asked").GetInt32(), result.GetProperty("without").GetProperty("queries").GetInt32()));
        Assert.Equal((2_000, 50), (result.GetProperty("with").GetProperty("asked").GetInt32(), result.GetProperty("with").GetProperty("queries").GetInt32()));
        Assert.Contains("97.5 % fewer statements", page.Text);
    }

    [Theory]
    [InlineData("S2-29", 5_000)]
    [InlineData("S2-30", 50_000)]
    public async Task S2_29_S2_30_Races_as_long_as_the_documents_ones_are_run_counted_and_timed(string promise, int queries)
    {
        await using var shop = Shop.Open();

        var result = await shop.LabAsync($"race?what=user&users=100&queries={queries}");
        var (without, with) = (result.GetProperty("without"), result.GetProperty("with"));

        // A side of a race ends after twenty seconds: on a busy machine it has asked less then.
        Assert.InRange(without.GetProperty("asked").GetInt32(), 2_000, queries);
        Assert.Equal(without.GetProperty("asked").GetInt32(), without.GetProperty("queries").GetInt32());
        Assert.Equal((queries, 100), (with.GetProperty("asked").GetInt32(), with.GetProperty("queries").GetInt32()));
        Assert.True(without.GetProperty("seconds").GetDouble() > with.GetProperty("seconds").GetDouble(), $"{promise}: {result}");
    }

    [Fact]
    public async Task S3_15_A_page_tells_what_its_data_takes_with_the_cache_and_past_it()
    {
        await using var shop = Shop.Open(("Storefront:DbLatencyMs", "20"));
        await shop.ReadAsync("/dashboard");

        var (before, after) = (await DataAsync("/dashboard?cache=off"), await DataAsync("/dashboard"));

        // Eight questions of a database that is 20 ms away, and none.
        Assert.InRange(before, 0.02, 60);
        Assert.True(after < before, $"{after} s with the cache, {before} s past it");

        async Task<double> DataAsync(string address)
        {
            using var answer = await shop.Browser.GetAsync(address);
            var timing = string.Join(',', answer.Headers.GetValues("Server-Timing"));
            return double.Parse(Regex.Match(timing, "data;dur=([0-9.]+)").Groups[1].Value, CultureInfo.InvariantCulture) / 1_000;
        }
    }

    [Fact]
    public async Task S3_16_A_race_for_the_dashboard_asks_the_database_far_less_than_seventy_of_a_hundred_times()
    {
        await using var shop = Shop.Open();

        var result = await shop.LabAsync("race?what=dashboard&queries=100");

        Assert.Equal((500, 5), (result.GetProperty("without").GetProperty("queries").GetInt32(), result.GetProperty("with").GetProperty("queries").GetInt32()));
        Assert.InRange(result.GetProperty("less_queries").GetDouble(), 0.7, 1);
    }

    [Fact]
    public async Task W01_A_stampede_of_a_hundred_is_one_computation()
    {
        await using var shop = Shop.Open();

        var result = await shop.LabAsync("stampede?callers=100");

        Assert.Equal((100, 1, 100), (result.GetProperty("callers").GetInt32(), result.GetProperty("computations").GetInt32(), result.GetProperty("computations_without").GetInt32()));
    }

    [Theory, InlineData("sqlite"), InlineData("redis")]
    public async Task W23_Visitors_get_no_error_while_the_shared_tier_is_away_or_hangs_and_stale_values_without_the_database(string tier)
    {
        await using var redis = tier == "redis" ? await RedisServer.StartAsync() : null;
        await using var shop = Shop.Open(("Larder:SharedTier", tier), ("Larder:Redis:Url", redis?.Url ?? "localhost:1"));
        await shop.LabAsync("outage?seconds=1");

        foreach (var (gates, hasStale) in ((string, bool)[])[("tier=closed", false), ("tier=hanging", false), ("tier=hanging&database=closed", true), ("tier=open&database=open", false)])
            await CheckAsync(gates, hasStale);

        async Task CheckAsync(string gates, bool hasStale)
        {
            await shop.LabAsync($"gates?{gates}");
            var result = await shop.LabAsync("outage?seconds=1");
            Assert.True(result.GetProperty("errors").GetInt32() == 0, $"{gates}: {result}");
            Assert.True(result.GetProperty("reads").GetInt32() > 0, $"{gates}: {result}");
            Assert.True(result.GetProperty("stale").GetInt32() > 0 == hasStale, $"{gates}: {result}");
        }
    }

    [Fact]
    public async Task Gate_before_the_tier_changes_where_the_pages_of_the_shop_read()
    {
        await using var shop = Shop.Open();

        await shop.LabAsync("gates?tier=closed");
        var away = await shop.VisitAsync("/products/7");
        await shop.LabAsync("gates?tier=open&database=closed");
        var without = await shop.VisitAsync("/products/8", HttpStatusCode.InternalServerError);

        Assert.Contains("unreachable – the shared tier did not answer", away.Strip);
        Assert.DoesNotContain("GateClosedException", without.Source);
    }

    [Fact]
    public async Task Database_that_is_slowed_down_says_so_where_it_counts()
    {
        await using var shop = Shop.Open();

        await shop.LabAsync("gates?delay=60");
        var product = await shop.VisitAsync("/products/7");
        var race = await shop.LabAsync("race?what=user&users=1&queries=8");
        var page = await shop.VisitAsync("/lab/race");
        await shop.LabAsync("gates?delay=0");
        var after = await shop.VisitAsync("/products/8");

        Assert.Contains("a simulated network latency of 60 ms", product.Strip);
        Assert.InRange(race.GetProperty("without").GetProperty("p50").GetDouble(), 55, 60_000);
        Assert.Contains("a simulated network latency of 60 ms", page.Text);
        Assert.DoesNotContain("simulated", after.Strip);
    }

    [Fact]
    public async Task A_change_is_followed_by_three_processes()
    {
        using var folder = new DataFolder();
        await using var second = ShopProcess.Start(folder, "--port", "0");
        await second.ListensAsync();
        await using var third = ShopProcess.Start(folder, "--port", "0");
        await third.ListensAsync();
        await using var first = Shop.OpenOn(folder, ("Storefront:Peers", $"{second.Address},{third.Address}"));

        var result = await first.LabAsync("coherence?product=7");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["product"] = "7", ["__RequestVerificationToken"] = (await first.VisitAsync("/lab/coherence")).FormToken });
        using var page = await first.Browser.PostAsync("/lab/coherence", form);

        var peers = result.GetProperty("peers").EnumerateArray().ToArray();
        Assert.Equal([second.Address, third.Address], peers.Select(static peer => peer.GetProperty("address").GetString()));
        Assert.All(peers, peer => Assert.Equal(result.GetProperty("old").GetDecimal(), peer.GetProperty("before").GetDecimal()));
        Assert.All(peers, static peer => Assert.InRange(peer.GetProperty("after").GetDouble(), 0, 10_000));
        Assert.Contains($"{second.Address}", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task By_hand_values_are_set_read_found_deleted_and_cleared()
    {
        await using var shop = Shop.Open();

        Assert.Contains("manual:greeting is set for 300 s, in all tiers.", await DoAsync("set", "greeting"));
        Assert.Contains("manual:greeting = hello (from Memory)", await DoAsync("get", "greeting"));
        Assert.Contains("manual:greeting is there.", await DoAsync("exists", "greeting"));
        Assert.Contains("manual:greeting is deleted.", await DoAsync("delete", "greeting"));
        Assert.Contains("manual:greeting is not there.", await DoAsync("exists", "greeting"));
        await DoAsync("set", "greeting");
        await DoAsync("clear", "gr*");
        Assert.Contains("manual:greeting is not there.", await DoAsync("get", "greeting"));

        async Task<string> DoAsync(string command, string key)
        {
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["command"] = command, ["key"] = key, ["value"] = "hello", ["seconds"] = "300",
                ["__RequestVerificationToken"] = (await shop.VisitAsync("/lab/manual")).FormToken,
            });
            using var answer = await shop.Browser.PostAsync("/lab/manual", form);
            return new HtmlPage(await answer.Content.ReadAsStringAsync()).Text;
        }
    }

    [Fact]
    public async Task Keys_lists_the_families_that_the_code_declares()
    {
        await using var shop = Shop.Open();

        var page = await shop.VisitAsync("/lab/keys");

        foreach (var key in (string[])["product:{id}", "orders:{status}:{limit}", "militantes:list", "dashboard:financial_stats", "order_stats"])
            Assert.Contains(key, page.Text);
    }
}

using System.Globalization;
using System.Text.Json;
using Larder.Support;
using Microsoft.Playwright;
using Storefront.Browser.Support;
using static Microsoft.Playwright.Assertions;

namespace Storefront.Browser;

public sealed class LabTests(Chromium chromium) : IClassFixture<Chromium>
{
    private static readonly string[] s_noWarmUp = ["--Storefront:WarmUp=false"];

    [Fact]
    public async Task S2_28_A_race_shows_both_lines_and_the_database_counts_the_same_statements()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        await visitor.GoAsync("/lab");
        await visitor.Link("Race").ClickAsync();
        await visitor.Page.GetByLabel("Users", new() { Exact = true }).FillAsync("40");
        await visitor.Page.GetByLabel("Queries").FillAsync("1000");
        var before = await StatementsAsync(visitor);

        await visitor.Button("Run").ClickAsync();

        var result = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Result" });
        await Expect(result).ToBeVisibleAsync();
        Assert.Equal((1_000, 1_000), (await Table.NumberAsync(result, "Without the cache", "Asked"), await Table.NumberAsync(result, "Without the cache", "Statements")));
        Assert.Equal((1_000, 40), (await Table.NumberAsync(result, "With the cache", "Asked"), await Table.NumberAsync(result, "With the cache", "Statements")));
        // The shop's own beginning may still write a view or two.
        Assert.InRange(await StatementsAsync(visitor) - before, 1_040, 1_060);
        await Expect(visitor.Page.GetByRole(AriaRole.Img)).ToHaveCountAsync(2);
        await Screenshots.TakeAsync(visitor, "lab-race-result");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task W01_A_stampede_is_one_computation()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        await visitor.GoAsync("/lab/stampede");

        await visitor.Page.GetByLabel("Callers").FillAsync("60");
        await visitor.Button("Let them ask").ClickAsync();

        await Expect(visitor.Heading("Result")).ToBeVisibleAsync();
        Assert.Equal(
            ("60", "1", "60"),
            (await Table.FigureAsync(visitor.Page, "Callers"), await Table.FigureAsync(visitor.Page, "Computations"), await Table.FigureAsync(visitor.Page, "Past the cache")));
        await Screenshots.TakeAsync(visitor, "lab-stampede-result");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task W23_Visitors_get_no_error_while_the_tier_is_closed_or_hangs_and_it_is_used_again_when_it_is_open()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);

        foreach (var (words, state) in ((string, string)[])[("open", "Open"), ("closed: refuses at once", "Closed"), ("hanging: never answers", "Hanging")])
        {
            await SetAsync(visitor, "Shared tier", words, state);
            var result = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "What the visitors got" });
            Assert.Equal(0, await Table.NumberAsync(result, state, "Errors"));
            Assert.True(await Table.NumberAsync(result, state, "Reads") > 0, $"{state}: nobody read anything");
        }

        await visitor.GoAsync("/products/9");
        await Expect(Strip(visitor)).ToContainTextAsync("the shared tier did not answer");
        await Screenshots.TakeAsync(visitor, "lab-outage-product");
        await SetAsync(visitor, "Shared tier", "open", "Open");
        await Screenshots.TakeAsync(visitor, "lab-outage-result");
        // What was loaded meanwhile stays in memory for seconds: another product each time.
        var product = 20;
        await Eventually.HoldsAsync(async () =>
        {
            await visitor.GoAsync($"/products/{product++}");
            return !(await Strip(visitor).InnerTextAsync()).Contains("did not answer", StringComparison.Ordinal);
        });
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task W23_Stale_values_are_served_while_the_database_is_closed()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);

        await SetAsync(visitor, "Database", "open", "Open");
        await SetAsync(visitor, "Database", "closed: refuses at once", "Open");

        var result = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "What the visitors got" });
        Assert.Equal("Closed", await Table.CellAsync(result, "Open", "Database"));
        Assert.Equal(0, await Table.NumberAsync(result, "Open", "Errors"));
        Assert.True(await Table.NumberAsync(result, "Open", "Stale") > 0, "nothing was stale");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task A_slow_way_to_the_database_is_labelled_as_simulated()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);

        await SetAsync(visitor, "Way to the database", "+200 ms each query, simulated", "Open");
        await visitor.GoAsync("/products/11");

        await Expect(Strip(visitor)).ToContainTextAsync("simulated network latency of 200 ms");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task A_change_at_one_of_three_shops_is_shown_by_the_others_with_the_time_that_it_took()
    {
        await using var shops = await Shops.OpenAsync(2);
        string[] peers = [shops[0].Address.ToString().TrimEnd('/'), shops[1].Address.ToString().TrimEnd('/')];
        var first = await shops.AddAsync($"--Storefront:Peers={string.Join(',', peers)}");
        await using var visitor = await chromium.OpenAsync(first.Address);
        await visitor.GoAsync("/lab/coherence");

        await visitor.Page.GetByLabel("Product").FillAsync("42");
        await visitor.Button("Change the price here").ClickAsync();

        var result = visitor.Page.GetByRole(AriaRole.Region, new() { Name = "Result" });
        foreach (var peer in peers) Assert.Matches(@"^\+ [\d.,]+ (µs|ms|s)$", await Table.CellAsync(result, peer, "New price after"));
        var price = (await visitor.Page.GetByRole(AriaRole.Status).InnerTextAsync()).Split(" → ")[1];
        await using var other = await chromium.OpenAsync(shops[1].Address);
        await other.GoAsync("/products/42");
        await Expect(other.Page.GetByRole(AriaRole.Main)).ToContainTextAsync(price);
        await Screenshots.TakeAsync(visitor, "lab-coherence-result");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task By_hand_a_value_is_set_read_found_deleted_and_cleared_by_a_pattern()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        await visitor.GoAsync("/lab/manual");
        await visitor.Page.GetByLabel("Value, to set").FillAsync("<b>tea</b>");

        await DoAsync("Set", "manual:greeting is set for 300 s, in all tiers.");
        await DoAsync("Get", "manual:greeting = <b>tea</b> (from Memory)");
        await DoAsync("Does it exist?", "manual:greeting is there.");
        await DoAsync("Delete", "manual:greeting is deleted.");
        await DoAsync("Get", "manual:greeting is not there.");
        await DoAsync("Set", "manual:greeting is set for 300 s, in all tiers.");
        await visitor.Page.GetByLabel("Key or pattern").FillAsync("gr*");
        await DoAsync("Clear a pattern", "manual:gr*");
        await visitor.Page.GetByLabel("Key or pattern").FillAsync("greeting");
        await DoAsync("Does it exist?", "manual:greeting is not there.");
        await Screenshots.TakeAsync(visitor, "lab-manual-result");
        visitor.HasNoComplaint();

        async Task DoAsync(string button, string answer)
        {
            await visitor.Button(button).ClickAsync();
            await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToContainTextAsync(answer);
        }
    }

    [Fact]
    public async Task Keys_and_the_three_ways_to_write_are_shown()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);

        await visitor.GoAsync("/lab/keys");
        await Expect(visitor.Page.GetByRole(AriaRole.Rowheader, new() { Name = "product:{id}", Exact = true })).ToBeVisibleAsync();
        await visitor.GoAsync("/lab/strategies");
        foreach (var strategy in (string[])["Around", "Through", "Behind"]) await visitor.Button($"Write 50 times: {strategy}").ClickAsync();

        var table = visitor.Page.GetByRole(AriaRole.Table);
        foreach (var strategy in (string[])["Around", "Through", "Behind"]) Assert.Equal(50, await Table.NumberAsync(table, "A reader gets", strategy));
        foreach (var strategy in (string[])["Around", "Through"]) Assert.Equal(50, await Table.NumberAsync(table, "Statements that wrote", strategy));
        await Eventually.HoldsAsync(async () =>
        {
            await visitor.Link("Look again").ClickAsync();
            return await Table.CellAsync(table, "The database has", "Behind") == "50";
        });
        // The last of what is written to one row within a moment is enough.
        Assert.InRange(await Table.NumberAsync(table, "Statements that wrote", "Behind"), 1, 50);
        await Screenshots.TakeAsync(visitor, "lab-strategies-result");
        visitor.HasNoComplaint();
    }

    [Fact]
    public async Task A_simulated_visitor_walks_and_pauses()
    {
        await using var shops = await Shops.OpenAsync(1, s_noWarmUp);
        await using var visitor = await chromium.OpenAsync(shops[0].Address);
        await visitor.GoAsync("/lab/visitor");
        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("He pauses.");

        await visitor.Page.GetByLabel("Products a second").FillAsync("50");
        await visitor.Button("Let him walk").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("He looks at 50 products a second.");
        await Eventually.HoldsAsync(async () =>
        {
            await visitor.Link("Look again").ClickAsync();
            return int.Parse(await Table.FigureAsync(visitor.Page, "Looks"), CultureInfo.InvariantCulture) >= 20;
        });

        Assert.Equal("0", await Table.FigureAsync(visitor.Page, "Errors"));
        await Screenshots.TakeAsync(visitor, "lab-visitor-result");
        await visitor.Button("Pause").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("He pauses.");
        visitor.HasNoComplaint();
    }

    private static ILocator Strip(Visitor visitor) => visitor.Page.GetByRole(AriaRole.Complementary, new() { Name = "What this page cost" });

    /// <summary>Sets one gate by its words, sends visitors, and waits for the row of this state of the shared tier.</summary>
    private static async Task SetAsync(Visitor visitor, string gate, string words, string tier)
    {
        await visitor.GoAsync("/lab/outage");
        var runs = await visitor.Page.GetByRole(AriaRole.Rowheader).CountAsync();
        await visitor.Page.GetByRole(AriaRole.Group, new() { Name = gate, Exact = true }).GetByLabel(words, new() { Exact = true }).CheckAsync();
        await visitor.Button("Set the gates and send visitors").ClickAsync();
        await Expect(visitor.Page.GetByRole(AriaRole.Rowheader)).ToHaveCountAsync(runs + 1, new() { Timeout = 60_000 });
        await Expect(visitor.Page.GetByRole(AriaRole.Rowheader).First).ToHaveTextAsync(tier);
    }

    /// <summary>The statements that the database's own connections counted.</summary>
    private static async Task<long> StatementsAsync(Visitor visitor)
    {
        var answer = await visitor.Page.Context.APIRequest.GetAsync("/api/queries");
        return JsonDocument.Parse(await answer.TextAsync()).RootElement.GetProperty("queries").GetInt64();
    }
}

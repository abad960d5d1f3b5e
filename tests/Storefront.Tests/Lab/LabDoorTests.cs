using System.Net;
using System.Net.Sockets;
using System.Text;
using Larder.Support;
using Storefront.Tests.Support;
using Eventually = Storefront.Tests.Support.Eventually;

namespace Storefront.Tests.Lab;

/// <summary>Who may use the lab, and its panel of servers.</summary>
public sealed class LabDoorTests
{
    private static readonly string[] Pages = ["/lab", "/lab/race", "/lab/stampede", "/lab/outage", "/lab/coherence", "/lab/failover", "/lab/strategies", "/lab/manual", "/lab/keys"];

    [Fact]
    public async Task In_production_there_is_no_lab()
    {
        await using var shop = Shop.Open(("environment", "Production"));

        foreach (var page in Pages) await shop.VisitAsync(page, HttpStatusCode.NotFound);
        using var call = await shop.SendToLabAsync("gates?tier=closed");
        var home = await shop.VisitAsync("/");

        Assert.Equal(HttpStatusCode.NotFound, call.StatusCode);
        Assert.DoesNotContain("/lab", home.Source);
    }

    [Fact]
    public async Task In_production_it_is_there_for_who_asks_for_it()
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0", "--lab");
        await shop.ListensAsync();
        using var client = new HttpClient();

        Assert.Contains("Do not believe, try.", await client.GetStringAsync($"{shop.Address}/lab"));
    }

    [Fact]
    public async Task Every_page_of_it_is_whole_and_needs_no_script()
    {
        await using var shop = Shop.Open();

        foreach (var address in Pages)
        {
            var page = await shop.VisitAsync(address);
            Assert.NotEmpty(page.Strip);
            Assert.DoesNotContain("<script", page.Source);
            Assert.DoesNotContain(" style=", page.Source);
        }
    }

    [Theory, InlineData("/lab/race"), InlineData("/lab/stampede"), InlineData("/lab/outage"), InlineData("/lab/coherence"), InlineData("/lab/failover"), InlineData("/lab/manual"), InlineData("/lab/visitor")]
    public async Task A_form_of_another_site_is_refused(string address)
    {
        await using var shop = Shop.Open();

        using var form = new FormUrlEncodedContent([]);
        using var answer = await shop.Browser.PostAsync(address, form);
        using var call = await shop.Curl.PostAsync("/lab/api/race", null);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (answer.StatusCode, call.StatusCode));
    }

    [Theory]
    [InlineData("race?queries=50001"), InlineData("race?users=0"), InlineData("race?what=everything"), InlineData("stampede?callers=1001")]
    [InlineData("outage?seconds=11"), InlineData("gates?tier=7"), InlineData("gates?tier=ajar"), InlineData("gates?delay=10001"), InlineData("visitor?rate=51"), InlineData("coherence?product=x")]
    public async Task What_can_not_be_run_is_refused(string call)
    {
        await using var shop = Shop.Open();

        using var answer = await shop.SendToLabAsync(call);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task S4_22_Counters_of_each_server_are_shown_side_by_side_and_one_can_be_stopped()
    {
        await using var primary = await RedisServer.StartAsync();
        await using var replica = await RedisServer.StartAsync($"replicaof {primary.Host} {primary.Port}");
        using var folder = new DataFolder();
        var path = Path.Combine(folder.Path, "control.sock");
        using var control = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        control.Bind(new UnixDomainSocketEndPoint(path));
        control.Listen();
        await using var shop = Shop.OpenOn(
            folder, ("Larder:SharedTier", "redis"), ("Larder:Redis:Url", primary.Url),
            ("Storefront:Failover:Nodes", $"{primary.EndPoint},{replica.EndPoint}"), ("Storefront:Failover:Control", path));
        for (var view = 0; view < 3; view++) await shop.ReadAsync("/ad");

        await Eventually.HoldsAsync(
            async () => (await shop.VisitAsync("/lab/failover")).Text.Contains("All servers that answer have the same values.", StringComparison.Ordinal),
            "the replica has the counters too");
        var page = await shop.VisitAsync("/lab/failover");
        var asking = AnswerAsync(control, primary);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["command"] = "stop", ["node"] = primary.EndPoint, ["__RequestVerificationToken"] = page.FormToken });
        using var answer = await shop.Browser.PostAsync("/lab/failover", form);
        var after = new HtmlPage(await answer.Content.ReadAsStringAsync()).Text;

        Assert.Matches($"{primary.EndPoint} master 3 3 ", page.Text);
        Assert.Matches($"{replica.EndPoint} replica 3 3 ", page.Text);
        Assert.Equal($"stop {primary.Port}", await asking);
        Assert.Contains("stopped", after);
        Assert.Contains($"{primary.EndPoint} does not answer", after);
    }

    private static async Task<string> AnswerAsync(Socket control, RedisServer server)
    {
        using var caller = await control.AcceptAsync();
        var line = new byte[100];
        var length = await caller.ReceiveAsync(line);
        await server.KillAsync();
        await caller.SendAsync("stopped\n"u8.ToArray());
        return Encoding.ASCII.GetString(line, 0, length).Trim();
    }
}

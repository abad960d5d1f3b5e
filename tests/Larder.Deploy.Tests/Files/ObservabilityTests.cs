using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Larder.Deploy.Tests.Support;

namespace Larder.Deploy.Tests.Files;

/// <summary>Prometheus and Grafana over compose.yml.</summary>
public sealed partial class ObservabilityTests
{
    private static readonly string[] Suffixes = ["_bucket", "_count", "_sum"];

    [Fact]
    public async Task Prometheus_takes_its_configuration()
    {
        var (code, output) = await Shell.RunAsync($"promtool check config --syntax-only {Deployment.PathOf("observability/prometheus.yml")}", "/tmp");

        Assert.True(code == 0, output);
    }

    [Fact]
    public void Metrics_are_given_at_a_port_that_is_not_published_and_Grafana_to_this_machine_alone()
    {
        var compose = ComposeFile.Read("compose.yml", "compose.observability.yml");
        var (web, prometheus, grafana) = (compose.Services["web"], compose.Services["prometheus"], compose.Services["grafana"]);
        var port = web.Variables["Storefront__MetricsPort"]!;

        Assert.Contains(port, web.Variables["ASPNETCORE_HTTP_PORTS"]!.Split(';'));
        Assert.DoesNotContain(web.Ports, published => published.Contains(port, StringComparison.Ordinal));
        Assert.Contains($"port: {port}", File.ReadAllText(Deployment.PathOf("observability/prometheus.yml")), StringComparison.Ordinal);
        Assert.Empty(prometheus.Ports);
        Assert.Equal(["observe"], prometheus.Networks);
        Assert.Equal("true", compose.NetworkSetting("observe", "internal"));
        Assert.Contains("observe", web.Networks);
        Assert.Equal(["127.0.0.1:3000:3000"], grafana.Ports);
        Assert.Equal(["grafana_password"], grafana.Secrets);
        Assert.Contains("admin_password = $__file{/run/secrets/grafana_password}", File.ReadAllLines(Deployment.PathOf("observability/grafana.ini")));
    }

    [Fact]
    public async Task Password_of_Grafana_is_drawn_also_where_the_other_secrets_are_there_already()
    {
        using var place = new Folder("larder-secrets-");
        var make = $"{Deployment.PathOf("make-secrets.sh")} {place.PathOf("secrets")}";
        await Shell.RunAsync(make, "/tmp");
        File.Delete(place.PathOf("secrets/grafana-password"));

        var (code, output) = await Shell.RunAsync($"{make} && {make}", "/tmp");

        Assert.True(code == 0, output);
        Assert.Equal(64, (await File.ReadAllTextAsync(place.PathOf("secrets/grafana-password"), TestContext.Current.CancellationToken)).Trim().Length);
    }

    [Fact]
    public async Task Expressions_of_the_dashboard_can_be_read_by_Prometheus()
    {
        using var place = new Folder("larder-rules-");
        var rules = Expressions().Select((expression, i) => $"      - record: panel_{i}\n        expr: {new JsonArray(expression.Replace("$__rate_interval", "5m", StringComparison.Ordinal))[0]!.ToJsonString()}\n");
        await File.WriteAllTextAsync(place.PathOf("rules.yml"), $"groups:\n  - name: dashboard\n    rules:\n{string.Concat(rules)}", TestContext.Current.CancellationToken);

        var (code, output) = await Shell.RunAsync($"promtool check rules {place.PathOf("rules.yml")}", "/tmp");

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task Dashboard_shows_only_metrics_that_the_shop_gives()
    {
        await using var shop = await ShopProcess.StartAsync(AppContext.BaseDirectory, new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development" });
        await shop.GetAsync("/products");
        var given = await shop.GetAsync("/metrics");
        var known = given.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToHashSet();

        var shown = Expressions().SelectMany(expression => Metric().Matches(expression)).Select(match => Suffixes.Aggregate(match.Value, Without)).Distinct().ToList();

        Assert.NotEmpty(shown);
        Assert.Equal([], shown.Except(known));
        Assert.Contains("larder_gets_total{cache=\"\",outcome=\"memory\"}", given, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_the_shop_gives_no_metrics_at_the_port_of_its_visitors()
    {
        await using var closed = await ShopProcess.StartAsync(AppContext.BaseDirectory, new Dictionary<string, string?>());
        await using var elsewhere = await ShopProcess.StartAsync(AppContext.BaseDirectory, new Dictionary<string, string?> { ["Storefront__MetricsPort"] = "9464" });

        using var one = await closed.AskAsync("/metrics");
        using var other = await elsewhere.AskAsync("/metrics");

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (one.StatusCode, other.StatusCode));
    }

    private static string Without(string name, string suffix) =>
        name.EndsWith("_seconds" + suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;

    private static List<string> Expressions()
    {
        var dashboard = JsonNode.Parse(File.ReadAllText(Deployment.PathOf("observability/dashboards/larder.json")))!;
        return [.. dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]!.AsArray()).Select(target => (string)target!["expr"]!)];
    }

    [GeneratedRegex("larder_[a-z_]+")]
    private static partial Regex Metric();
}

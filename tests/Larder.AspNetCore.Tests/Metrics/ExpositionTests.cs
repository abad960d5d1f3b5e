using System.Diagnostics;
using System.Diagnostics.Metrics;
using Larder.AspNetCore.Metrics;
using Larder.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Metrics;

public class ExpositionTests
{
    [Fact]
    public async Task What_a_cache_did_is_told()
    {
        await using var app = await MetricsApp.StartAsync();
        var cache = app.Cache;

        for (var i = 0; i < 3; i++) await cache.GetOrLoadAsync("product:1", static _ => ValueTask.FromResult("a kettle"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => cache.GetOrLoadAsync<string>("product:2", static _ => throw new InvalidOperationException()).AsTask());
        await cache.RemoveAsync("product:1");
        await cache.RemoveAsync(["product:1", "product:3"]);
        await cache.RemoveByTagAsync("products");
        await cache.RemoveByPatternAsync("product:*");
        await cache.GetOrLoadAsync("product:1", static _ => ValueTask.FromResult("a kettle"));
        var told = await app.ReadAsync();
        await cache.ClearAsync();
        var cleared = await app.ReadAsync();

        Assert.Equal(2, told["larder_gets_total{cache=\"\",outcome=\"memory\"}"]);
        Assert.Equal(3, told["larder_gets_total{cache=\"\",outcome=\"miss\"}"]);
        Assert.Equal(3, told.Samples.Where(static sample => sample.Key.StartsWith("larder_misses_total", StringComparison.Ordinal)).Sum(static sample => sample.Value));
        Assert.Equal(2, told["larder_misses_total{cache=\"\",reason=\"cold\"}"]);
        Assert.Equal(2, told["larder_load_duration_seconds_count{cache=\"\",result=\"ok\"}"]);
        Assert.Equal(1, told["larder_load_duration_seconds_count{cache=\"\",result=\"error\"}"]);
        Assert.Equal(3, told["larder_get_duration_seconds_count{cache=\"\",outcome=\"miss\"}"]);
        Assert.Equal(3, told["larder_invalidations_total{cache=\"\",scope=\"key\"}"]);
        Assert.Equal(1, told["larder_invalidations_total{cache=\"\",scope=\"tag\"}"]);
        Assert.Equal(1, told["larder_invalidations_total{cache=\"\",scope=\"pattern\"}"]);
        Assert.Equal((0, 1), (told["larder_invalidations_total{cache=\"\",scope=\"all\"}"], cleared["larder_invalidations_total{cache=\"\",scope=\"all\"}"]));
        Assert.Equal((1, 0), (told["larder_entries{cache=\"\",tier=\"memory\"}"], cleared["larder_entries{cache=\"\",tier=\"memory\"}"]));
        Assert.True(told["larder_bytes{cache=\"\",tier=\"memory\"}"] > 0);
        Assert.DoesNotContain(told.Samples.Keys, static series => series.Contains("product", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lost_tier_is_down_and_owed_removals_are_counted_until_it_is_back()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var app = await MetricsApp.StartAsync(cache: cache => cache.UseRedis(redis.Url));
        await Eventually.HoldsAsync(async () => await app.Cache.SetAsync("product:1", "a kettle"));
        var up = await app.ReadAsync();

        await redis.StopAsync();
        await app.Cache.RemoveAsync("product:1");
        var down = await app.ReadAsync();

        Assert.Equal(1, up["larder_tier_up{cache=\"\",tier=\"redis\",traffic=\"write\"}"]);
        Assert.Equal(0, up["larder_removals_owed{cache=\"\"}"]);
        Assert.Equal(0, down["larder_tier_up{cache=\"\",tier=\"redis\",traffic=\"write\"}"]);
        Assert.True(down["larder_removals_owed{cache=\"\"}"] > 0);
        await redis.StartAgainAsync();
        await Eventually.HoldsAsync(async () =>
        {
            await app.Cache.SetAsync("product:2", "a pan");
            return (await app.ReadAsync()) is var back && back["larder_tier_up{cache=\"\",tier=\"redis\",traffic=\"write\"}"] == 1 && back["larder_removals_owed{cache=\"\"}"] == 0;
        });
    }

    [Fact]
    public async Task Prometheus_own_tool_finds_nothing_wrong()
    {
        await using var app = await MetricsApp.StartAsync(cache: static cache => cache.Services.AddLarder("a \"second\" \\ one").UseMemoryOnly());
        await app.Cache.GetOrLoadAsync("product:1", static _ => ValueTask.FromResult("a kettle"));
        using var answer = await app.AskAsync();

        using var tool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        await tool.StandardInput.WriteAsync(await answer.Content.ReadAsStringAsync());
        tool.StandardInput.Close();
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var said = await tool.StandardOutput.ReadToEndAsync(deadline.Token) + await tool.StandardError.ReadToEndAsync(deadline.Token);
        await tool.WaitForExitAsync(deadline.Token);

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("", said);
        Assert.Equal(0, tool.ExitCode);
    }

    [Fact]
    public void Durations_are_cumulative_and_labels_are_escaped()
    {
        using var meter = new Meter("trial");
        using var reader = MetricsReader.Start(meter);
        var durations = meter.CreateHistogram("wait.time", "s", "A \\ and a\nline", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });
        foreach (var seconds in (double[])[0.1, 0.5, 1, 7]) durations.Record(seconds, new KeyValuePair<string, object?>("name", "a\"b\\c\nd"));

        var text = reader.Read();

        const string Labels = "name=\"a\\\"b\\\\c\\nd\"";
        PromText.Parse(text);
        Assert.Equal(
            $"# HELP wait_time_seconds A \\\\ and a\\nline\n# TYPE wait_time_seconds histogram\nwait_time_seconds_bucket{{{Labels},le=\"0.1\"}} 1\n"
            + $"wait_time_seconds_bucket{{{Labels},le=\"1\"}} 3\nwait_time_seconds_bucket{{{Labels},le=\"+Inf\"}} 4\n"
            + $"wait_time_seconds_sum{{{Labels}}} 8.6\nwait_time_seconds_count{{{Labels}}} 4\n",
            text);
    }

    [Fact]
    public void Tag_with_too_many_values_costs_no_more_than_a_bound()
    {
        using var meter = new Meter("trial");
        using var reader = MetricsReader.Start(meter);
        meter.CreateObservableGauge("many", static () => Enumerable.Range(0, MetricFamily.MostSeries + 5).Select(static i => new Measurement<long>(i, new KeyValuePair<string, object?>("i", i))), null, "Many.");

        Assert.Equal(MetricFamily.MostSeries, PromText.Parse(reader.Read()).Samples.Count);
        Assert.Equal(MetricFamily.MostSeries, PromText.Parse(reader.Read()).Samples.Count);
    }
}

using System.Text.Json;
using Larder.Support;
using Storefront.Tests.Support;
using Eventually = Storefront.Tests.Support.Eventually;

namespace Storefront.Tests.Logs;

/// <summary>The two files of what is logged.</summary>
public sealed class LogFileTests
{
    [Fact]
    public async Task An_outage_of_Redis_is_a_few_lines_in_the_file_of_the_cache_and_its_end_another()
    {
        await using var redis = await RedisServer.StartAsync();
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(
            folder, [("REDIS_URL", redis.Url)], "--port", "0", "--Storefront:Logs:App", Path.Combine(folder.Path, "logs", "controles.log"),
            "--Storefront:Logs:Cache", Path.Combine(folder.Path, "logs", "cache.log"));
        await shop.ListensAsync();
        using var browser = new HttpClient { BaseAddress = new(shop.Address), Timeout = TimeSpan.FromSeconds(60) };
        await browser.GetStringAsync("/api/products/7");

        await redis.KillAsync();
        for (var i = 1; i <= 200; i++) await browser.GetStringAsync($"/api/products/{i}");
        await Eventually.HoldsAsync(() => Task.FromResult(Lines(folder, "cache").Any(line => line.Contains("LAR321", StringComparison.Ordinal))), "the outage is told");
        var told = Lines(folder, "cache").Where(line => line.Contains("LAR321", StringComparison.Ordinal)).ToList();
        await redis.StartAgainAsync();
        await Eventually.HoldsAsync(
            async () =>
            {
                await browser.GetStringAsync($"/api/products/{Random.Shared.Next(1, 300)}");
                return Lines(folder, "cache").Any(line => line.Contains("LAR322", StringComparison.Ordinal));
            },
            "the end of the outage is told");

        // One for reading and one for writing, and a count each minute that it lasted.
        Assert.InRange(told.Count, 1, 4);
        foreach (var line in Lines(folder, "cache"))
        {
            using var parsed = JsonDocument.Parse(line);
            Assert.StartsWith("Larder", parsed.RootElement.GetProperty("Properties").GetProperty("SourceContext").GetString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain(Lines(folder, "controles"), line => line.Contains("\"SourceContext\":\"Larder", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_can_not_be_written_ends_the_start_with_a_line()
    {
        using var folder = new DataFolder();
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "");

        await using var shop = ShopProcess.Start(folder, "--port", "0", "--Storefront:Logs:App", Path.Combine(file, "app.log"));

        Assert.Equal(1, await shop.EndsAsync());
        Assert.Contains("LAR910 Storefront:Logs:App = ", shop.Errors, StringComparison.Ordinal);
        Assert.Contains("can't be written", shop.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_are_answered_when_the_files_are_gone()
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0", "--Storefront:Logs:App", Path.Combine(folder.Path, "logs", "app.log"));
        await shop.ListensAsync();
        using var browser = new HttpClient { BaseAddress = new(shop.Address) };
        Directory.Delete(Path.Combine(folder.Path, "logs"), recursive: true);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "logs"), "");

        for (var i = 0; i < 5; i++) Assert.Contains("Hello World!", await browser.GetStringAsync("/"), StringComparison.Ordinal);
    }

    private static IReadOnlyList<string> Lines(DataFolder folder, string name)
    {
        var lines = new List<string>();
        var logs = Path.Combine(folder.Path, "logs");
        foreach (var path in Directory.Exists(logs) ? Directory.GetFiles(logs, $"{name}*.log") : [])
        {
            using var file = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            var text = file.ReadToEnd();
            // The last line may be half of one.
            lines.AddRange(text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }

        return lines;
    }
}

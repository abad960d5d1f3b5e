using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Storefront.Tests.Support;

namespace Storefront.Tests.Hosting;

public sealed class ProcessTests
{
    [Fact]
    public async Task First_start_fills_the_database_and_the_second_is_immediate()
    {
        using var folder = new DataFolder();

        await using var first = ShopProcess.Start(folder, "--port", "0");
        await first.ListensAsync();
        first.Interrupt();
        var code = await first.EndsAsync();
        await using var second = ShopProcess.Start(folder, "--port", "0");
        await second.ListensAsync();

        Assert.Equal(0, code);
        Assert.Contains("First start: filling the database, a few seconds.", first.Output);
        Assert.Contains("  100 %  3,000 of 3,000 orders", first.Output);
        Assert.DoesNotContain(second.Output, line => line.Contains("filling", StringComparison.Ordinal));
        Assert.DoesNotContain(first.Output, line => line.Contains('\r') || line.Contains('\u001b'));
        Assert.Empty(first.Errors);
    }

    [Fact]
    public async Task Banner_names_what_works_and_its_addresses_answer()
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0");
        await shop.ListensAsync();
        using var client = new HttpClient();

        foreach (var name in (string[])["Shop", "Products", "Dashboard", "Heavy"])
        {
            var line = Assert.Single(shop.Output, line => line.StartsWith($"  {name} ", StringComparison.Ordinal));
            using var answer = await client.GetAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        Assert.Contains(shop.Output, line => line.StartsWith("  Cache ", StringComparison.Ordinal) && line.Contains("memory 128 MB"));
        Assert.Contains(shop.Output, line => line.StartsWith("  Database ", StringComparison.Ordinal) && line.Contains("storefront.db, 300 products, 3,000 orders, 100 users"));
    }

    [Theory]
    [InlineData("--redis", "localhost:1", null)]
    [InlineData("--redis=redis://app:secret@localhost:1/0", null, null)]
    [InlineData("--environment", "Production", "redis://:secret@localhost:1")]
    public async Task Redis_that_is_named_is_in_the_banner_without_its_password_and_need_not_run(string option, string? value, string? variable)
    {
        using var folder = new DataFolder();
        (string, string)[] environment = variable is null ? [] : [("REDIS_URL", variable)];
        await using var shop = ShopProcess.Start(folder, environment, ["--port", "0", option, .. value is null ? Array.Empty<string>() : [value]]);
        await shop.ListensAsync();
        using var client = new HttpClient();

        var line = Assert.Single(shop.Output, line => line.StartsWith("  Cache ", StringComparison.Ordinal));
        Assert.Contains("memory 128 MB -> redis localhost:1", line);
        Assert.Contains("which does not answer", line);
        Assert.DoesNotContain(shop.Output, said => said.Contains("secret", StringComparison.Ordinal));
        Assert.Contains("\"total\":300", await client.GetStringAsync(shop.Address + "/api/products"));
    }

    [Fact]
    public async Task Address_of_Redis_that_can_not_be_used_ends_the_start_in_a_line()
    {
        using var folder = new DataFolder();

        await using var shop = ShopProcess.Start(folder, "--redis", "redis://localhost:1?conectTimeout=1s");
        var code = await shop.EndsAsync();

        Assert.Equal(1, code);
        Assert.Contains("LAR213", shop.Errors);
        Assert.DoesNotContain("   at ", shop.Errors);
    }

    [Fact]
    public async Task Console_shows_the_miss_and_the_hit_as_lines_of_their_own()
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0");
        await shop.ListensAsync();
        using var client = new HttpClient();

        await client.GetStringAsync(shop.Address + "/heavy");
        await client.GetStringAsync(shop.Address + "/heavy");
        await shop.SaysAsync("Cache HIT!");

        Assert.Equal(["Cache MISS! Computing...", "Cache HIT!"], shop.Output.SkipWhile(line => line != "Ctrl-C to stop").Skip(1));
    }

    [Fact]
    public async Task Busy_port_leads_to_the_next_one()
    {
        using var folder = new DataFolder();
        var port = ShopProcess.FreePort();
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        await using var shop = ShopProcess.Start(folder, "--port", port.ToString(CultureInfo.InvariantCulture));
        await shop.ListensAsync();
        using var client = new HttpClient();

        var line = Assert.Single(shop.Output, line => line.StartsWith("LAR901 ", StringComparison.Ordinal));
        Assert.StartsWith($"LAR901 Port {port} is in use; listening on ", line);
        Assert.NotEqual($"http://127.0.0.1:{port}", shop.Address);
        Assert.StartsWith("Hello World!", await client.GetStringAsync(shop.Address));
    }

    [Theory]
    [InlineData("--urls", "http://127.0.0.1:{0}")]
    [InlineData("--urls", "http://localhost:{0}")]
    [InlineData("--port", "{0}")]
    public async Task Address_is_the_one_that_was_asked_for(string option, string value)
    {
        using var folder = new DataFolder();
        var port = ShopProcess.FreePort();

        await using var shop = ShopProcess.Start(folder, option, string.Format(CultureInfo.InvariantCulture, value, port));
        await shop.ListensAsync();

        Assert.Equal(port, new Uri(shop.Address).Port);
    }

    [Theory, InlineData("Development"), InlineData("Production")]
    public async Task W30_It_listens_on_this_machine_alone_unless_asked_otherwise(string environment)
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0", "--environment", environment);
        await shop.ListensAsync();

        var port = new Uri(shop.Address).Port;
        var listening = new[] { "tcp", "tcp6" }.SelectMany(kind => File.ReadAllLines($"/proc/{shop.Id}/net/{kind}").Skip(1))
            .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words[3] == "0A" && words[1].EndsWith($":{port:X4}", StringComparison.Ordinal))
            .Select(static words => words[1].Split(':')[0]).ToList();

        Assert.NotEmpty(listening);
        // 127.0.0.1 and ::1, as the operating system writes them.
        Assert.All(listening, static address => Assert.Contains(address, (string[])["0100007F", "00000000000000000000000001000000"]));
    }

    [Fact]
    public async Task Body_that_is_too_large_is_refused()
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0", "--Storefront:OpenApi", "true");
        await shop.ListensAsync();
        using var client = new HttpClient();
        using var content = new StringContent($$"""{"name": "{{new string('a', 100_000)}}", "price": 1, "stock": 1}""", new MediaTypeHeaderValue("application/json"));

        using var answer = await client.PutAsync(shop.Address + "/api/products/7", content);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("--Storefront:HeavySeconds", "-1", "LAR910 Storefront:HeavySeconds = -1. Use a number from 0 to 300.")]
    [InlineData("--Storefront:HeavySeconds", "soon", "LAR910 ")]
    [InlineData("--Storefront:HeavySecond", "1", "HeavySecond")]
    [InlineData("--Storefront:DataDirectory", "/dev/null/data", "LAR90")]
    [InlineData("--port", "99999", "LAR910 --port 99999 is not a port.")]
    public async Task What_keeps_it_from_starting_is_said_in_a_line(string option, string value, string line)
    {
        using var folder = new DataFolder();

        await using var shop = ShopProcess.Start(folder, option, value);
        var code = await shop.EndsAsync();

        Assert.Equal(1, code);
        Assert.Contains(line, shop.Errors);
        Assert.DoesNotContain("   at ", shop.Errors);
        Assert.DoesNotContain(shop.Output, said => said.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_said_at_once()
    {
        using var folder = new DataFolder();

        await using var shop = ShopProcess.Start(folder, "--Storefront:HeavySeconds", "-1", "--Storefront:Products", "0", "--Storefront:DbLatencyMs", "NaN");
        await shop.EndsAsync();

        Assert.Equal(3, shop.Errors.Split("LAR910").Length - 1);
    }

    [Fact]
    public async Task Killed_while_filling_it_starts_over()
    {
        using var folder = new DataFolder();
        await using (var killed = ShopProcess.Start(folder, "--port", "0", "--Storefront:Orders", "400000"))
        {
            await killed.SaysAsync("100,000 of 400,000 orders");
            killed.Kill();
            await killed.EndsAsync();
        }

        await using var shop = ShopProcess.Start(folder, "--port", "0");
        await shop.ListensAsync();

        Assert.Equal(3000, Database.Scalar(folder, "SELECT count(*) FROM orders"));
        Assert.Equal(1, Database.Scalar(folder, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"));
    }

    [Fact]
    public async Task Two_started_at_once_on_one_folder_fill_it_once_and_both_serve()
    {
        using var folder = new DataFolder();

        await using var first = ShopProcess.Start(folder, "--port", "0", "--Storefront:Orders", "100000");
        await using var second = ShopProcess.Start(folder, "--port", "0", "--Storefront:Orders", "100000");
        await first.ListensAsync();
        await second.ListensAsync();
        using var client = new HttpClient();

        Assert.Single(first.Output.Concat(second.Output), line => line.StartsWith("First start", StringComparison.Ordinal));
        foreach (var shop in (ShopProcess[])[first, second])
            Assert.Contains("\"total_orders\":100000", await client.GetStringAsync(shop.Address + "/api/orders/statistics"));
    }

    [Fact]
    public async Task Operating_system_library_is_used_where_there_is_one()
    {
        using var folder = new DataFolder();
        await using var shop = ShopProcess.Start(folder, "--port", "0");
        await shop.ListensAsync();

        var libraries = await File.ReadAllTextAsync($"/proc/{shop.Id}/maps");

        Assert.Contains("/libsqlite3.so", libraries);
        Assert.DoesNotContain("libe_sqlite3", libraries);
    }

    [Fact]
    public async Task Shop_starts_where_the_operating_system_has_no_library()
    {
        using var folder = new DataFolder();
        // Found first and no library: to the process it looks as if the operating system had none.
        var hidden = Directory.CreateDirectory(Path.Combine(folder.Path, "lib")).FullName;
        foreach (var name in (string[])["libsqlite3.so", "libsqlite3.so.0"]) await File.WriteAllTextAsync(Path.Combine(hidden, name), "");

        await using var shop = ShopProcess.Start(folder, [("LD_LIBRARY_PATH", hidden)], "--port", "0");
        await shop.ListensAsync();
        using var client = new HttpClient();
        var products = await client.GetStringAsync(shop.Address + "/api/products");
        var libraries = await File.ReadAllTextAsync($"/proc/{shop.Id}/maps");

        Assert.Contains("\"total\":300", products);
        Assert.Contains("libe_sqlite3", libraries);
        Assert.DoesNotContain("/libsqlite3.so", libraries);
    }
}

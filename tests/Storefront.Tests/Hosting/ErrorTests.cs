using System.Net;
using Storefront.Tests.Support;

namespace Storefront.Tests.Hosting;

public sealed class ErrorTests
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Failure_shows_nothing_of_the_inside(string environment)
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder, ("environment", environment));
        await shop.ReadAsync("/");
        Database.Run(folder, "ALTER TABLE products RENAME TO gone");

        using var api = await shop.Curl.GetAsync("/api/products/7");
        var page = await shop.VisitAsync("/products/7", HttpStatusCode.InternalServerError);
        var problem = await api.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.All([problem, page.Source], text =>
        {
            Assert.DoesNotContain("Sqlite", text);
            Assert.DoesNotContain("no such table", text);
            Assert.DoesNotContain("   at ", text);
            Assert.Contains("Something went wrong here.", text);
        });
        Assert.NotEmpty(shop.Log.Of("Microsoft.AspNetCore.Diagnostics"));
    }

    [Theory, InlineData("Development"), InlineData("Production")]
    public async Task W30_There_is_no_console_and_no_page_about_the_program(string environment)
    {
        await using var shop = Shop.Open(("environment", environment));

        foreach (var address in (string[])["/console", "/?__debugger__=yes&cmd=1", "/swagger", "/trace", "/debug", "/env", "/.env", "/appsettings.json", "/_framework/debug"])
        {
            using var answer = await shop.Curl.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound || text.StartsWith("Hello World!", StringComparison.Ordinal), $"{address}: {answer.StatusCode}");
            Assert.DoesNotContain("   at ", text);
        }
    }

    [Fact]
    public async Task Totals_are_not_told_outside_of_development()
    {
        await using var closed = Shop.Open(("environment", "Production"));
        await using var open = Shop.Open(("environment", "Production"), ("Storefront:Figures", "true"));

        using var hidden = await closed.Curl.GetAsync("/api/queries");
        await open.ReadAsync("/api/products");
        var shown = await open.ReadAsync("/api/queries");

        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        Assert.Equal("""{"queries":2}""", shown);
    }
}

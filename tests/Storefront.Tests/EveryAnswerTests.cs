using System.Text.RegularExpressions;
using Storefront.Tests.Support;

namespace Storefront.Tests;

/// <summary>What holds for every page and every answer.</summary>
public sealed partial class EveryAnswerTests(SharedShop shared) : IClassFixture<SharedShop>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/products")]
    [InlineData("/products/7")]
    [InlineData("/products/7/edit")]
    [InlineData("/dashboard")]
    [InlineData("/heavy")]
    [InlineData("/ad")]
    [InlineData("/orders")]
    [InlineData("/orders/stats")]
    [InlineData("/members")]
    [InlineData("/payments")]
    [InlineData("/users")]
    [InlineData("/views")]
    [InlineData("/cache-metrics")]
    [InlineData("/cart")]
    [InlineData("/profile")]
    [InlineData("/account/totp/enroll")]
    [InlineData("/login/totp")]
    [InlineData("/login/test-users")]
    [InlineData("/logout")]
    public async Task Every_page_ends_in_the_strip_and_needs_no_script(string address)
    {
        var page = await (await shared.Shop.AdminAsync()).VisitAsync(shared.Shop, address);

        Assert.NotEmpty(page.Strip);
        Assert.Matches(@"</aside>\s*</body>\s*</html>\s*$", page.Source);
        Assert.DoesNotContain("<script", page.Source);
        Assert.DoesNotContain(" style=", page.Source);
        Assert.DoesNotContain(" on", Regex.Replace(page.Source, ">[^<]*<", "><"));
        Assert.Matches("<html lang=\"en\">", page.Source);
        Assert.Single(Regex.Matches(page.Source, "<h1>"));
    }

    [Theory]
    [InlineData("/api/products/7")]
    [InlineData("/api/products")]
    [InlineData("/api/orders/statistics")]
    [InlineData("/products/7")]
    [InlineData("/dashboard")]
    [InlineData("/heavy")]
    public async Task Headers_follow_their_grammar(string address)
    {
        foreach (var kind in (string[])["", "", "?cache=off"])
        {
            using var answer = await shared.Shop.Browser.GetAsync(address + kind);
            Assert.Matches(CacheStatusGrammar(), Assert.Single(answer.Headers.GetValues("Cache-Status")));
            Assert.Matches(ServerTimingGrammar(), Assert.Single(answer.Headers.GetValues("Server-Timing")));
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/products")]
    [InlineData("/api/products/7")]
    [InlineData("/nothing-here")]
    [InlineData("/products/abc")]
    [InlineData("/storefront.css")]
    public async Task Every_answer_carries_the_security_headers(string address)
    {
        using var answer = await shared.Shop.Browser.GetAsync(address);

        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy);
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("script", policy);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    // RFC 9211 with RFC 8941: a list of tokens with parameters, here of one member.
    [GeneratedRegex("""^larder; (hit|fwd=(bypass|miss|stale))(; ttl=-?\d{1,15})?(; detail=[a-z*][a-z0-9-]*)?(; key="([ !#-\[\]-~]|\\["\\])*")?$""")]
    private static partial Regex CacheStatusGrammar();

    [GeneratedRegex("""^data;dur=\d+\.\d{4,6};desc="cache and database"(, db;dur=\d+\.\d{4,6};desc="\d+ quer(y|ies)")?$""")]
    private static partial Regex ServerTimingGrammar();
}

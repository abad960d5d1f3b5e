using System.Net;
using System.Text.Json;
using Storefront.Tests.Support;

namespace Storefront.Tests.Users;

public sealed class UserTests
{
    [Fact]
    public async Task Three_projections_and_the_email_cost_one_query()
    {
        await using var shop = Shop.Open();

        var user = JsonDocument.Parse(await shop.ReadAsync("/api/users/7")).RootElement;
        var id = await shop.ReadAsync("/api/users/7/id");
        var contact = await shop.ReadAsync("/api/users/7/contact");

        Assert.Equal(["age", "avatar", "birthday", "email", "id", "name"], user.EnumerateObject().Select(field => field.Name).Order());
        Assert.Equal("""{"id":7}""", id);
        Assert.Contains(user.GetProperty("email").GetString()!, contact);
        Assert.Equal(1, shop.Queries);
    }

    [Fact]
    public async Task A_smaller_projection_is_completed_by_a_larger_one()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/users/7/id");

        await shop.ReadAsync("/api/users/7");
        await shop.ReadAsync("/api/users/7/contact");

        Assert.Equal(2, shop.Queries);
    }

    [Fact]
    public async Task A_user_is_found_by_email_in_any_case_and_then_by_id()
    {
        await using var shop = Shop.Open();

        var user = await shop.ReadAsync("/api/users/by-email/test07@example.com");
        var again = await shop.ReadAsync("/api/users/by-email/TEST07@Example.com");
        var byId = await shop.ReadAsync("/api/users/7");

        Assert.Equal(user, again);
        Assert.Equal(user, byId);
        Assert.Equal(1, shop.Queries);
    }

    [Fact]
    public async Task Who_is_not_there_is_told_and_remembered()
    {
        await using var shop = Shop.Open();

        for (var round = 0; round < 10; round++)
        {
            using var byId = await shop.Curl.GetAsync("/api/users/123456");
            using var byEmail = await shop.Curl.GetAsync("/api/users/by-email/nobody@example.com");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (byId.StatusCode, byEmail.StatusCode));
        }

        Assert.Equal(2, shop.Queries);
    }

    [Theory]
    [InlineData("/api/users/abc")]
    [InlineData("/api/users/0/id")]
    [InlineData("/api/users/99999999999/contact")]
    [InlineData("/api/users/by-email/nobody")]
    [InlineData("/api/users?limit=0")]
    [InlineData("/api/users?limit=201")]
    [InlineData("/api/users?skip=-1")]
    public async Task What_makes_no_sense_is_refused_in_words(string address)
    {
        await using var shop = Shop.Open();

        using var answer = await shop.Curl.GetAsync(address);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Example: /api/users", await answer.Content.ReadAsStringAsync());
        Assert.Equal(0, shop.Queries);
    }

    [Fact]
    public async Task Past_the_cache_every_read_is_a_query_and_says_the_same()
    {
        await using var shop = Shop.Open();

        var cached = await shop.ReadAsync("/api/users/7");
        var past = await shop.ReadAsync("/api/users/7?cache=off");
        await shop.ReadAsync("/api/users/by-email/test07@example.com?cache=off");

        Assert.Equal(cached, past);
        Assert.Equal(3, shop.Queries);
    }

    [Fact]
    public async Task Answer_tells_key_and_source()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/users/7");

        using var user = await shop.Curl.GetAsync("/api/users/7");
        await shop.ReadAsync("/api/users");
        using var list = await shop.Curl.GetAsync("/api/users");

        Assert.Contains("larder; hit", user.Headers.GetValues("Cache-Status").Single());
        Assert.Contains("key=\"user:7\"", user.Headers.GetValues("Cache-Status").Single());
        Assert.Contains("key=\"user:list:0:100\"", list.Headers.GetValues("Cache-Status").Single());
    }

    [Fact]
    public async Task No_answer_has_anything_of_a_password()
    {
        await using var shop = Shop.Open();

        foreach (var address in (string[])["/api/users", "/api/users/7", "/api/users/7/id", "/api/users/7/contact", "/api/users/by-email/test07@example.com"])
            Assert.DoesNotContain("password", await shop.ReadAsync(address), StringComparison.OrdinalIgnoreCase);
    }
}

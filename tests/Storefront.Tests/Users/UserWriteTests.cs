using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Storefront.Tests.Support;

namespace Storefront.Tests.Users;

public sealed class UserWriteTests
{
    [Fact]
    public async Task W15_A_change_shows_under_the_number_and_under_both_addresses()
    {
        await using var shop = Shop.Open();
        await shop.ReadAsync("/api/users/7");
        await shop.ReadAsync("/api/users/by-email/test07@example.com");
        await shop.ReadAsync("/api/users?limit=10");
        using (await shop.Curl.GetAsync("/api/users/by-email/ada@example.com"))

        using (var answer = await SendAsync(shop, HttpMethod.Put, "/api/users/7", Draft("Ada Lovelace", "Ada@Example.com")))
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);

        var byId = await shop.ReadAsync("/api/users/7");
        Assert.Contains("Ada Lovelace", byId);
        Assert.Equal(byId, await shop.ReadAsync("/api/users/by-email/ada@example.com"));
        Assert.Contains("Ada Lovelace", await shop.ReadAsync("/api/users?limit=10"));
        using var old = await shop.Curl.GetAsync("/api/users/by-email/test07@example.com");
        Assert.Equal(HttpStatusCode.NotFound, old.StatusCode);
    }

    [Fact]
    public async Task W04_A_deleted_user_is_served_by_nobody_although_readers_never_pause()
    {
        await using var shop = Shop.Open();
        List<int> ids = [];
        for (var i = 0; i < 30; i++) ids.Add(await CreateAsync(shop, $"user-{i}@shop.example"));
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
                foreach (var id in ids) (await shop.Curl.GetAsync($"/api/users/{id}")).Dispose();
        })).ToArray();

        foreach (var id in ids)
        {
            using var deleted = await SendAsync(shop, HttpMethod.Delete, $"/api/users/{id}", null);
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            using var after = await shop.Curl.GetAsync($"/api/users/{id}");
            Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        for (var i = 0; i < ids.Count; i++)
        {
            using var byId = await shop.Curl.GetAsync($"/api/users/{ids[i]}");
            using var byEmail = await shop.Curl.GetAsync($"/api/users/by-email/user-{i}@shop.example");
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (byId.StatusCode, byEmail.StatusCode));
        }
    }

    [Fact]
    public async Task Who_is_deleted_is_logged_out_on_every_instance()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        await using var other = Shop.OpenOn(folder);
        var user = await ShopUser.LoggedInAsync(shop, "test09");
        using (var before = await user.GetAsync(other, "/api/profile")) Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Database.Run(folder, "DELETE FROM payments WHERE order_id IN (SELECT id FROM orders WHERE user_id = 9); DELETE FROM orders WHERE user_id = 9");

        using var deleted = await SendAsync(shop, HttpMethod.Delete, "/api/users/9", null);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await Eventually.HoldsAsync(async () => (await user.GetAsync(other, "/api/profile")).StatusCode == HttpStatusCode.Unauthorized, "the other instance has ended the login");
    }

    [Fact]
    public async Task W05_After_many_changes_at_once_cache_and_database_say_the_same()
    {
        using var folder = new DataFolder();
        await using var shop = Shop.OpenOn(folder);
        for (var round = 0; round < 5; round++)
        {
            await shop.ReadAsync("/api/users/7");

            await Task.WhenAll(Enumerable.Range(0, 16).Select(async n =>
            {
                using var answer = await SendAsync(shop, HttpMethod.Put, "/api/users/7", Draft($"Name {round}-{n}", "test07@example.com"));
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            }));

            var shown = JsonDocument.Parse(await shop.ReadAsync("/api/users/7")).RootElement.GetProperty("name").GetString();
            Assert.Equal(1, Database.Scalar(folder, $"SELECT count(*) FROM users WHERE id = 7 AND display_name = '{shown}'"));
        }
    }

    [Fact]
    public async Task W14_A_user_without_a_picture_is_read_from_the_cache_as_well()
    {
        await using var shop = Shop.Open();
        var id = await CreateAsync(shop, "plain@shop.example");

        var first = await shop.ReadAsync($"/api/users/{id}");
        var queries = shop.Queries;
        var second = await shop.ReadAsync($"/api/users/{id}");

        Assert.Contains("\"avatar\":null", first);
        Assert.Equal(first, second);
        Assert.Equal(queries, shop.Queries);
    }

    [Fact]
    public async Task Who_was_not_there_is_found_as_soon_as_created()
    {
        await using var shop = Shop.Open();
        using (await shop.Curl.GetAsync("/api/users/by-email/new@shop.example"))
        using (await shop.Curl.GetAsync("/api/users/101"))

        Assert.Equal(101, await CreateAsync(shop, "new@shop.example"));

        Assert.Contains("\"id\":101", await shop.ReadAsync("/api/users/by-email/new@shop.example"));
        Assert.Contains("new@shop.example", await shop.ReadAsync("/api/users/101"));
    }

    [Theory]
    [InlineData("PUT", "/api/users/7", """{"name": "", "email": "a@b.c", "birthday": "1990-12-10"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/users/7", """{"name": "A", "email": "abc", "birthday": "1990-12-10"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/users/7", """{"name": "A", "email": "a@b.c", "birthday": "2990-12-10"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/users/7", """{"name": "A", "email": "a@b.c", "birthday": "soon"}""", HttpStatusCode.BadRequest)]
    [InlineData("PUT", "/api/users/7", """{"name": "A", "email": "test08@example.com", "birthday": "1990-12-10"}""", HttpStatusCode.Conflict)]
    [InlineData("PUT", "/api/users/5000", """{"name": "A", "email": "a@b.c", "birthday": "1990-12-10"}""", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/users", """{"name": "A", "email": "test08@example.com", "birthday": "1990-12-10"}""", HttpStatusCode.Conflict)]
    [InlineData("DELETE", "/api/users/7", null, HttpStatusCode.Conflict)]
    [InlineData("DELETE", "/api/users/5000", null, HttpStatusCode.NotFound)]
    public async Task A_write_that_can_not_be_is_refused_and_changes_nothing(string method, string address, string? json, HttpStatusCode expected)
    {
        await using var shop = Shop.Open();
        var before = await shop.ReadAsync("/api/users/7");

        using var answer = await SendAsync(shop, new HttpMethod(method), address, json);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(before, await shop.ReadAsync("/api/users/7"));
    }

    private static string Draft(string name, string email) => $$"""{"name": "{{name}}", "email": "{{email}}", "birthday": "1990-12-10"}""";

    private static async Task<int> CreateAsync(Shop shop, string email)
    {
        using var answer = await SendAsync(shop, HttpMethod.Post, "/api/users", Draft("Somebody", email));
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetInt32();
    }

    private static async Task<HttpResponseMessage> SendAsync(Shop shop, HttpMethod method, string address, string? json)
    {
        using var request = new HttpRequestMessage(method, address);
        if (json is not null) request.Content = new StringContent(json, new MediaTypeHeaderValue("application/json"));
        return await shop.Curl.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

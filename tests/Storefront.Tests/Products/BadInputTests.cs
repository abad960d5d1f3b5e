using System.Net;
using System.Net.Http.Headers;
using Storefront.Tests.Support;

namespace Storefront.Tests.Products;

public sealed class BadInputTests(SharedShop shared) : IClassFixture<SharedShop>
{
    private readonly Shop _shop = shared.Shop;

    [Theory]
    [InlineData("?skip=-1&limit=1000000", "skip must be a whole number from 0; limit must be a whole number from 1 to 200")]
    [InlineData("?limit=0", "limit must be a whole number from 1 to 200")]
    [InlineData("?limit=201", "limit must be a whole number from 1 to 200")]
    [InlineData("?skip=99999999999", "skip must be a whole number from 0")]
    [InlineData("?skip=1&skip=2", "skip must be a whole number from 0")]
    [InlineData("?skip=%27%20OR%201=1", "skip must be a whole number from 0")]
    [InlineData("?limit=1.5", "limit must be a whole number from 1 to 200")]
    public async Task Range_that_makes_no_sense_is_refused_in_words(string query, string words)
    {
        var before = _shop.Queries;

        using var api = await _shop.Curl.GetAsync($"/api/products{query}");
        var page = await _shop.VisitAsync($"/products{query}", HttpStatusCode.BadRequest);

        Assert.Equal(HttpStatusCode.BadRequest, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
        Assert.Contains(words, await api.Content.ReadAsStringAsync());
        Assert.Contains(words, page.Text);
        Assert.Equal(before, _shop.Queries);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("abc")]
    [InlineData("99999999999999")]
    [InlineData("1;DROP TABLE products")]
    public async Task Id_that_is_none_is_refused_in_words(string id)
    {
        var segment = Uri.EscapeDataString(id);

        using var api = await _shop.Curl.GetAsync($"/api/products/{segment}");
        var page = await _shop.VisitAsync($"/products/{segment}", HttpStatusCode.BadRequest);
        var form = await (await _shop.AdminAsync()).VisitAsync(_shop, $"/products/{segment}/edit", HttpStatusCode.BadRequest);

        Assert.Equal(HttpStatusCode.BadRequest, api.StatusCode);
        Assert.All([page, form], answer => Assert.Contains("id is a whole number from 1", answer.Text));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("null", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": 5, "price": 1, "stock": 1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": "Kettle", "price": "1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": "Kettle", "price": 0, "stock": 1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": "Kettle", "price": 1, "stock": -1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"name": "Ket\ntle", "price": 1, "stock": 1}""", HttpStatusCode.BadRequest)]
    public async Task Change_that_makes_no_sense_is_refused(string json, HttpStatusCode expected)
    {
        var before = _shop.Queries;

        using var answer = await _shop.PutAsync(7, json);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(before, _shop.Queries);
    }

    [Fact]
    public async Task Change_of_an_absent_product_is_not_found()
    {
        using var answer = await _shop.PutAsync(123456, """{"name": "Kettle", "price": 1, "stock": 1}""");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("There is no product 123456.", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Change_that_is_not_json_is_refused()
    {
        using var content = new StringContent("name=Kettle", new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

        using var answer = await _shop.Curl.PutAsync("/api/products/7", content);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/nothing-here", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/products/7", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/error/500", HttpStatusCode.NotFound)]
    public async Task What_is_not_there_is_told_to_curl_and_to_a_browser(string method, string address, HttpStatusCode expected)
    {
        using var curl = await _shop.Curl.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));
        using var browser = await _shop.Browser.SendAsync(new HttpRequestMessage(new HttpMethod(method), address));

        Assert.Equal(expected, curl.StatusCode);
        Assert.Equal(expected, browser.StatusCode);
        Assert.Equal("application/problem+json", curl.Content.Headers.ContentType?.MediaType);
        Assert.Equal(address.StartsWith("/api/") ? "application/problem+json" : "text/html", browser.Content.Headers.ContentType?.MediaType);
    }
}

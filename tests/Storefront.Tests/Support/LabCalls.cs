using System.Net;
using System.Text.Json;

namespace Storefront.Tests.Support;

/// <summary>The lab as a script uses it.</summary>
internal static class LabCalls
{
    public static async Task<JsonElement> LabAsync(this Shop shop, string call)
    {
        using var answer = await shop.SendToLabAsync(call);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{call}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public static async Task<HttpResponseMessage> SendToLabAsync(this Shop shop, string call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/lab/api/{call}") { Headers = { { "X-Lab", "1" } } };
        return await shop.Curl.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

using Larder.AspNetCore.Tests.Support;
using Larder.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Visiting;

/// <summary>Pages that count who visits them.</summary>
internal static class VisitApp
{
    public static Task<WebInstance> StartAsync(
        TierPlace place, Action<LarderVisitOptions>? options = null, Action<IServiceCollection>? services = null, Action<LarderBuilder>? larder = null) =>
        WebInstance.StartAsync(
            place,
            collection =>
            {
                // A loaded machine is slow, and a count that comes late is shown to nobody.
                collection.AddLarderVisits(static visits => visits.Patience = TimeSpan.FromSeconds(20));
                collection.AddLarderVisits(options);
                services?.Invoke(collection);
            },
            static app =>
            {
                app.UseRouting();
                app.UseLarderVisits();
                app.MapGet("/", static (HttpContext http) => PageVisit.Of(http) is { } visit ? $"{visit.Views?.Total} {visit.Views?.Today} {visit.IsFirstToday}" : "not counted")
                    .CountVisits("page:index");
                app.MapMethods("/", ["HEAD"], static () => "").CountVisits("page:index");
                app.MapGet("/plain", static (HttpContext http) => PageVisit.Of(http)?.Subject ?? "not counted");
                app.MapGet("/forget", static (HttpContext http, CancellationToken token) => http.ForgetVisitorAsync(token).AsTask());
            },
            larder);

    public static async Task<string> VisitAsync(this Browser browser, WebInstance app, string path = "/", params (string Name, string Value)[] headers)
    {
        (string, string)[] all = headers.Any(static header => header.Name == "User-Agent") ? headers : [("User-Agent", "Mozilla/5.0 Firefox/140.0"), .. headers];
        using var answer = await browser.SendAsync(app, HttpMethod.Get, path, all);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync();
    }
}

using Larder.AspNetCore.Tests.Support;
using Larder.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Sessions;

/// <summary>Pages that read and change their session.</summary>
internal static class SessionApp
{
    public static Task<WebInstance> StartAsync(TierPlace place, Action<IServiceCollection>? services = null, Action<LarderBuilder>? larder = null) =>
        WebInstance.StartAsync(
            place,
            collection =>
            {
                collection.AddLarderSessions();
                services?.Invoke(collection);
            },
            Map,
            larder);

    private static void Map(WebApplication app)
    {
        app.UseSession();
        app.MapGet("/set/{key}/{value}", static (HttpContext http, string key, string value) => http.Session.SetString(key, value));
        app.MapGet("/get/{key}", static (HttpContext http, string key) => http.Session.GetString(key) ?? "-");
        app.MapGet("/remove/{key}", static (HttpContext http, string key) => http.Session.Remove(key));
        app.MapGet("/clear", static (HttpContext http) => http.Session.Clear());
        app.MapGet("/keys", static (HttpContext http) => string.Join(',', http.Session.Keys.Order(StringComparer.Ordinal)));
        app.MapGet("/id", static (HttpContext http) => http.Session.Id);
        app.MapGet("/available", static (HttpContext http) => http.Session.IsAvailable);
        app.MapGet("/plain", static () => "plain");
        app.MapGet("/rotate", static async (HttpContext http, CancellationToken token) => await http.RotateSessionAsync(token));
        app.MapGet("/rotate/{key}/{value}", static async (HttpContext http, string key, string value) =>
        {
            http.Session.SetString(key, value);
            return await http.RotateSessionAsync();
        });
        app.MapGet("/end", static async (HttpContext http) => await http.RemoveSessionAsync());
        app.MapGet("/end-and-set/{key}/{value}", static async (HttpContext http, string key, string value) =>
        {
            await http.RemoveSessionAsync();
            http.Session.SetString(key, value);
        });
    }
}

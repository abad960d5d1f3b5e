using System.Security.Claims;
using Larder.AspNetCore.Tests.Support;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Larder.AspNetCore.Tests.Tickets;

/// <summary>Pages that sign in, out, and say who is there.</summary>
internal static class TicketApp
{
    public static Task<WebInstance> StartAsync(
        TierPlace place, Action<IServiceCollection>? services = null, Action<CookieAuthenticationOptions>? cookies = null) => WebInstance.StartAsync(
        place,
        collection =>
        {
            collection.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
            {
                options.Cookie.Name = "login";
                cookies?.Invoke(options);
            });
            collection.AddLarderTickets();
            services?.Invoke(collection);
        },
        Map);

    public static void Map(WebApplication app)
    {
        if (app.Services.GetService<Microsoft.AspNetCore.Session.ISessionStore>() is not null) app.UseSession();
        app.UseAuthentication();
        app.MapGet("/in/{id}", static (HttpContext http, string id) => http.SignInAsync(UserOf(id)));
        app.MapGet("/out", static (HttpContext http) => http.SignOutAsync());
        app.MapGet("/out/{scheme}", static (HttpContext http, string scheme) => http.SignOutAsync(scheme));
        app.MapGet("/who", static (HttpContext http) => UserTags.IdOf(http.User) ?? "-");
        app.MapGet("/set/{key}/{value}", static (HttpContext http, string key, string value) => http.Session.SetString(key, value));
        app.MapGet("/get/{key}", static (HttpContext http, string key) => http.Session.GetString(key) ?? "-");
    }

    public static ClaimsPrincipal UserOf(string id, string scheme = CookieAuthenticationDefaults.AuthenticationScheme) =>
        new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id), new Claim("note", new string('n', 4000))], scheme));
}

using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Session;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Sessions;

/// <summary>
/// The cookie that ASP.NET Core's session middleware reads, for the case that it does not write: a session that goes on under another key. Purpose and
/// form are the middleware's own; a test with the real one holds them together.
/// </summary>
internal sealed class SessionCookie(IDataProtectionProvider protection, IOptions<SessionOptions> options)
{
    private readonly IDataProtector _protector = protection.CreateProtector(nameof(SessionMiddleware));

    /// <summary>A key as the middleware makes them: it takes no other length.</summary>
    public static string NewKey() => new Guid(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)).ToString();

    public void Write(HttpContext context, string key)
    {
        var value = Convert.ToBase64String(_protector.Protect(Encoding.UTF8.GetBytes(key))).TrimEnd('=');
        context.Response.Cookies.Append(Name, value, options.Value.Cookie.Build(context));
        context.Response.Headers.CacheControl = "no-cache,no-store";
        context.Response.Headers.Pragma = "no-cache";
        context.Response.Headers.Expires = "-1";
    }

    public void Expire(HttpContext context) => context.Response.Cookies.Delete(Name, options.Value.Cookie.Build(context));

    private string Name => options.Value.Cookie.Name ?? SessionDefaults.CookieName;
}

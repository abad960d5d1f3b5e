using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Visiting;

/// <summary>The cookie that knows a browser again: a random id, signed, so that nobody can make one up or be somebody else.</summary>
internal sealed class VisitorCookie(IDataProtectionProvider protection, IOptions<LarderVisitOptions> options)
{
    private const int IdBytes = 16;
    private const int IdLength = 22;
    private const int MostLength = 512;

    private readonly IDataProtector _protector = protection.CreateProtector("Larder.AspNetCore.Visitors", "v1");

    /// <summary>The visitor whom the request names; null if it names none, or one that this application did not.</summary>
    public string? Read(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(options.Value.CookieName, out var value) || value.Length > MostLength) return null;
        try
        {
            var id = Encoding.ASCII.GetString(_protector.Unprotect(Base64Url.DecodeFromChars(value)));
            return id.Length == IdLength ? id : null;
        }
        catch (Exception error) when (error is CryptographicException or FormatException)
        {
            // Forged, or signed by a key ring that is gone: a new visitor.
            return null;
        }
    }

    public static string NewId() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));

    public void Write(HttpContext context, string id)
    {
        var value = Base64Url.EncodeToString(_protector.Protect(Encoding.ASCII.GetBytes(id)));
        context.Response.Cookies.Append(options.Value.CookieName, value, Terms(context, options.Value.CookieLifetime));
    }

    public void Expire(HttpContext context) => context.Response.Cookies.Delete(options.Value.CookieName, Terms(context, null));

    private static CookieOptions Terms(HttpContext context, TimeSpan? lifetime) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = lifetime };
}

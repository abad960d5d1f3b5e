using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Visiting;

/// <summary>The cookie that knows a browser again: a random id, signed, so that nobody can make one up or be somebody else.</summary>
internal sealed class VisitorCookie(IDataProtectionProvider protection, IOptions<LarderVisitOptions> options, TimeProvider time)
{
    private const int IdBytes = 16;
    private const int IdLength = 22;
    private const int MostLength = 512;

    private readonly IDataProtector _protector = protection.CreateProtector("Larder.AspNetCore.Visitors", "v1");

    /// <summary>The visitor whom the request names; null if it names none, or one that this application did not.</summary>
    public string? Read(HttpRequest request) => ReadWhole(request)?[..IdLength];

    /// <summary>Whether the browser needs the cookie anew: it is not written with each answer, as caches keep none that sets a cookie.</summary>
    public bool IsDue(HttpRequest request) =>
        ReadWhole(request) is not { } whole || !int.TryParse(whole.AsSpan(IdLength), NumberStyles.None, CultureInfo.InvariantCulture, out var writtenOn)
        || Today - writtenOn >= options.Value.CookieLifetime.TotalDays / 10;

    private int Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).DayNumber;

    private string? ReadWhole(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(options.Value.CookieName, out var value) || value.Length > MostLength) return null;
        try
        {
            var whole = Encoding.ASCII.GetString(_protector.Unprotect(Base64Url.DecodeFromChars(value)));
            return whole.Length > IdLength ? whole : null;
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
        var value = Base64Url.EncodeToString(_protector.Protect(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}{Today}"))));
        context.Response.Cookies.Append(options.Value.CookieName, value, Terms(context, options.Value.CookieLifetime));
    }

    public void Expire(HttpContext context) => context.Response.Cookies.Delete(options.Value.CookieName, Terms(context, null));

    private static CookieOptions Terms(HttpContext context, TimeSpan? lifetime) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, Path = "/", MaxAge = lifetime };
}

using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Storefront.Advertising;

/// <summary>
/// Knows a browser again by a random number in a cookie, which is signed and encrypted: who makes one up is a new visitor. It says nothing about a person.
/// </summary>
internal sealed class VisitorCookie(IDataProtectionProvider protection)
{
    public const string Name = "visitor";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private readonly IDataProtector _protector = protection.CreateProtector("storefront.visitor");

    /// <summary>The visitor's number; null for who has none.</summary>
    public string? Read(HttpRequest request)
    {
        if (request.Cookies[Name] is not { Length: > 0 and < 1_000 } text) return null;
        try
        {
            return _protector.Unprotect(text);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Gives a new number, which comes back with the next request of who keeps cookies.</summary>
    /// <exception cref="CryptographicException">The keys that would sign it can't be read.</exception>
    public string Give(HttpContext context)
    {
        var visitor = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        context.Response.Cookies.Append(Name, _protector.Protect(visitor), OptionsFor(context.Request, KeptFor));
        return visitor;
    }

    public void Forget(HttpContext context) => context.Response.Cookies.Delete(Name, OptionsFor(context.Request, null));

    private static CookieOptions OptionsFor(HttpRequest request, TimeSpan? keptFor) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        MaxAge = keptFor,
        Path = "/",
        SameSite = SameSiteMode.Lax,
        Secure = request.IsHttps,
    };
}

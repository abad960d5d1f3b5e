using Microsoft.AspNetCore.Antiforgery;

namespace Storefront.Accounts;

/// <summary>
/// Shows pages while the key ring can't be read: their forms are without a token and so refused, until the page is loaded again. Nothing gets in by that: no
/// token is no right one.
/// </summary>
internal sealed class PatientAntiforgery(IAntiforgery inner, KeyRingState ring) : IAntiforgery
{
    private const string Field = "__RequestVerificationToken";

    public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => ring.IsReadable() ? inner.GetAndStoreTokens(httpContext) : None();

    public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => ring.IsReadable() ? inner.GetTokens(httpContext) : None();

    public Task<bool> IsRequestValidAsync(HttpContext httpContext) => inner.IsRequestValidAsync(httpContext);

    public Task ValidateRequestAsync(HttpContext httpContext) => inner.ValidateRequestAsync(httpContext);

    public void SetCookieTokenAndHeader(HttpContext httpContext) => inner.SetCookieTokenAndHeader(httpContext);

    private static AntiforgeryTokenSet None() => new("", null, Field, null);
}

using System.Security.Claims;
using Larder.AspNetCore.Sessions;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Larder.AspNetCore.SigningOut;

/// <summary>
/// Stands before the application's authentication service: whatever events a scheme has, a sign-out comes by here. What is cached about the user and the
/// session end after it.
/// </summary>
internal sealed class SignOutWatch(
    IAuthenticationService inner, IAuthenticationSchemeProvider schemes, UserData data, LarderSignOutOptions options, ClearChoice choice)
    : IAuthenticationService
{
    public Task<AuthenticateResult> AuthenticateAsync(HttpContext context, string? scheme) => inner.AuthenticateAsync(context, scheme);

    public Task ChallengeAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.ChallengeAsync(context, scheme, properties);

    public Task ForbidAsync(HttpContext context, string? scheme, AuthenticationProperties? properties) => inner.ForbidAsync(context, scheme, properties);

    public Task SignInAsync(HttpContext context, string? scheme, ClaimsPrincipal principal, AuthenticationProperties? properties) =>
        inner.SignInAsync(context, scheme, principal, properties);

    public async Task SignOutAsync(HttpContext context, string? scheme, AuthenticationProperties? properties)
    {
        var user = choice.IsOn && await CountsAsync(scheme).ConfigureAwait(false) ? await UserOfAsync(context, scheme).ConfigureAwait(false) : null;
        await inner.SignOutAsync(context, scheme, properties).ConfigureAwait(false);
        if (user is null) return;

        // Not cancelled with the request: a user who closes the browser has signed out all the same.
        await data.ForgetAsync(user, CancellationToken.None).ConfigureAwait(false);
        if (context.Features.Get<ISessionFeature>()?.Session is CachedSession session)
            await session.RemoveAsync(context, CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<bool> CountsAsync(string? scheme)
    {
        scheme ??= (await schemes.GetDefaultSignOutSchemeAsync().ConfigureAwait(false))?.Name;
        if (options.Schemes.Count > 0) return scheme is not null && options.Schemes.Contains(scheme);
        return scheme is not null && (scheme == (await schemes.GetDefaultAuthenticateSchemeAsync().ConfigureAwait(false))?.Name
            || scheme == (await schemes.GetDefaultSignOutSchemeAsync().ConfigureAwait(false))?.Name);
    }

    private async ValueTask<string?> UserOfAsync(HttpContext context, string? scheme) =>
        UserTags.IdOf(context.User) ?? UserTags.IdOf((await inner.AuthenticateAsync(context, scheme).ConfigureAwait(false)).Principal);
}

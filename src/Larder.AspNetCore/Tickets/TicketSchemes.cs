using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace Larder.AspNetCore.Tickets;

/// <summary>Gives the cookies of these schemes the store, unless the application gave them another.</summary>
internal sealed class TicketSchemes(string scheme, TicketStore store) : IPostConfigureOptions<CookieAuthenticationOptions>
{
    public void PostConfigure(string? name, CookieAuthenticationOptions options)
    {
        if (name == scheme) options.SessionStore ??= store;
    }
}

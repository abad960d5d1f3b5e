using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Session;

namespace Larder.AspNetCore.Sessions;

/// <summary>Sessions in the cache of the application, for <c>app.UseSession()</c>.</summary>
internal sealed class SessionStore(SessionPlace place) : ISessionStore
{
    public ISession Create(string sessionKey, TimeSpan idleTimeout, TimeSpan ioTimeout, Func<bool> tryEstablishSession, bool isNewSessionKey)
    {
        ArgumentException.ThrowIfNullOrEmpty(sessionKey);
        ArgumentNullException.ThrowIfNull(tryEstablishSession);
        return new CachedSession(place, new SessionTerms(sessionKey, idleTimeout, tryEstablishSession, isNewSessionKey));
    }
}

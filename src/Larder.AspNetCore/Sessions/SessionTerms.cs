namespace Larder.AspNetCore.Sessions;

/// <summary>What the middleware says of the session of a request.</summary>
/// <param name="Key">Its key, from the cookie or new.</param>
/// <param name="IdleTimeout">How long it lives without use.</param>
/// <param name="TryEstablish">Sees to the cookie of a new one; false when the response has started.</param>
/// <param name="IsNew">Whether the browser gets the key only now.</param>
internal sealed record SessionTerms(string Key, TimeSpan IdleTimeout, Func<bool> TryEstablish, bool IsNew);

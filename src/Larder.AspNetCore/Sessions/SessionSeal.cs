using System.Security.Cryptography;
using Larder.Versions;
using Microsoft.AspNetCore.DataProtection;

namespace Larder.AspNetCore.Sessions;

/// <summary>A session as it is stored: protected, and tied to its key.</summary>
internal sealed class SessionSeal(IDataProtectionProvider protection, SessionLog log)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Larder.AspNetCore.Sessions", "v1");

    public CacheBytes Close(string key, SessionContent content) => new(_protector.Protect(content.Write(key)));

    /// <summary>Null when there is none, or none that can be read.</summary>
    public SessionContent? Open(string key, VersionedEntry entry)
    {
        if (!entry.IsHeld) return null;
        SessionContent? content = null;
        try
        {
            content = SessionContent.Read(key, _protector.Unprotect(entry.Value.Memory.ToArray()));
        }
        catch (CryptographicException)
        {
            // Logged below, as what can't be read for another reason is.
        }

        if (content is null) log.Unreadable();
        return content;
    }
}

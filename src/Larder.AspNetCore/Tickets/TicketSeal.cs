using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;

namespace Larder.AspNetCore.Tickets;

/// <summary>A ticket as it is stored: protected, and tied to its key, so that nobody can put one user's under another's.</summary>
internal sealed class TicketSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("Larder.AspNetCore.Tickets", "v1");

    public CacheBytes Close(string key, AuthenticationTicket ticket) =>
        new(_protector.Protect([.. Mark(key), .. TicketSerializer.Default.Serialize(ticket)]));

    /// <summary>Null for what <see cref="Close"/> did not make under this key.</summary>
    public AuthenticationTicket? Open(string key, CacheBytes bytes)
    {
        try
        {
            var mark = Mark(key);
            var open = _protector.Unprotect(bytes.Memory.ToArray());
            return open.AsSpan().StartsWith(mark) ? TicketSerializer.Default.Deserialize(open[mark.Length..]) : null;
        }
        catch (Exception error) when (error is CryptographicException or IOException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Mark(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}

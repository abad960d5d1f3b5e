using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Storefront.Accounts;

/// <summary>
/// A secret that is offered and not yet confirmed. It travels in the form, encrypted for this user and for ten minutes, so that the old authenticator works until
/// the new one has shown that it does, and any instance can finish what another began.
/// </summary>
internal sealed class Enrolment(IDataProtectionProvider protection)
{
    private const int SecretBytes = 20;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public static string NewSecret() => Base32.Encode(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What an authenticator app reads from the QR code.</summary>
    public static string AddressOf(string username, string secret) =>
        $"otpauth://totp/Storefront:{Uri.EscapeDataString(username)}?secret={secret}&issuer=Storefront&algorithm=SHA1&digits=6&period=30";

    public string Offer(int userId, string secret) => ProtectorOf(userId).Protect(secret, Lifetime);

    /// <summary>The secret that was offered; null for an offer that is too old, another user's, or none of ours.</summary>
    public string? Take(int userId, string? offer)
    {
        try
        {
            return offer is null ? null : ProtectorOf(userId).Unprotect(offer);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private ITimeLimitedDataProtector ProtectorOf(int userId) =>
        protection.CreateProtector("Storefront.Accounts.Enrolment", userId.ToString(CultureInfo.InvariantCulture)).ToTimeLimitedDataProtector();
}

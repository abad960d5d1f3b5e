using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Accounts;

/// <summary>Six digits that change every 30 seconds (RFC 6238, HMAC-SHA1), as authenticator apps show them.</summary>
internal static class OneTimePassword
{
    public const int Digits = 6;
    private const int StepSeconds = 30;

    // A clock may be a step off in either direction.
    private const int Tolerance = 1;

    /// <summary>How long one code can be right: as long must a used one be remembered.</summary>
    public static readonly TimeSpan Validity = TimeSpan.FromSeconds(StepSeconds * (2 * Tolerance + 1));

    public static string CodeAt(byte[] secret, DateTimeOffset time) => CodeOf(secret, StepAt(time));

    /// <summary>How long the code of this moment is shown.</summary>
    public static TimeSpan LeftAt(DateTimeOffset time) => TimeSpan.FromSeconds(StepSeconds - time.ToUnixTimeSeconds() % StepSeconds);

    /// <summary>The step whose code this is; null when it is none of now. It takes as long for a wrong code as for a right one.</summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset time)
    {
        var given = Encoding.UTF8.GetBytes(code.Replace(" ", "", StringComparison.Ordinal));
        long? matched = null;
        for (var step = StepAt(time) - Tolerance; step <= StepAt(time) + Tolerance; step++)
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(CodeOf(secret, step)))) matched = step;
        return matched;
    }

    private static long StepAt(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    private static string CodeOf(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What RFC 6238 says and every authenticator app does; the weakness of SHA-1 is about collisions.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 15)..]) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }
}

using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Web;

namespace Storefront.Browser.Support;

/// <summary>What an authenticator app does: it reads the QR code from a picture, and shows the codes of RFC 6238.</summary>
internal sealed class Authenticator(string secret)
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int StepSeconds = 30;

    /// <summary>The code of now, or of so many steps later; the shop takes one step more or less.</summary>
    public string Code(int later = 0)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / StepSeconds + later);
        var hash = HMACSHA1.HashData(Bytes(secret), counter);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7FFF_FFFF;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>Looks at a picture, as a camera would.</summary>
    public static async Task<Authenticator> ScanAsync(byte[] picture)
    {
        var file = Path.Combine(Path.GetTempPath(), $"qr-{Guid.NewGuid():N}.png");
        await File.WriteAllBytesAsync(file, picture);
        try
        {
            using var process = Process.Start(new ProcessStartInfo("zbarimg", ["--raw", "-q", file]) { RedirectStandardOutput = true })
                ?? throw new InvalidOperationException("zbarimg is missing. Install it and run again: sudo apt-get install -y zbar-tools");
            var said = (await process.StandardOutput.ReadToEndAsync()).Trim();
            await process.WaitForExitAsync();
            Assert.StartsWith("otpauth://totp/", said, StringComparison.Ordinal);
            return new Authenticator(HttpUtility.ParseQueryString(new Uri(said).Query)["secret"]!);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static byte[] Bytes(string base32)
    {
        var (bytes, bits, held) = (new List<byte>(), 0, 0);
        foreach (var sign in base32.Replace(" ", "", StringComparison.Ordinal))
        {
            (held, bits) = ((held << 5 | Alphabet.IndexOf(sign, StringComparison.Ordinal)) & 0xFFFF, bits + 5);
            if (bits < 8) continue;
            bits -= 8;
            bytes.Add((byte)(held >> bits));
        }

        return [.. bytes];
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Storefront.Store.Seeding;

/// <summary>
/// The credentials of the users that a new database gets. They stand in the documentation, so they are no secret: outside Development nobody logs in with
/// them unless a setting says so.
/// </summary>
internal static class SeedCredentials
{
    public const string Password = "larder-sample";

    /// <summary>The user with the role admin.</summary>
    public const int AdminId = 1;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int SecretLength = 32;
    private const int Rounds = 100_000;

    // One salt for all: it would hide nothing where the password itself is public, and one hash keeps the first start short.
    private static readonly Lazy<string> Hash = new(MakeHash);

    /// <summary>In the format of ASP.NET Core Identity, version 3, with as many rounds as Identity asks for.</summary>
    public static string PasswordHash => Hash.Value;

    public static void Fill(BulkInsert logins, int count)
    {
        var chance = new Random(SeedPlan.Chance + 6);
        for (var id = 1; id <= count; id++)
            logins.Row(id, $"seed-{id}", id <= SeedPlan.TestUsers ? Secret(chance) : null);
    }

    private static string Secret(Random chance) => string.Create(SecretLength, chance, static (text, chance) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = Alphabet[chance.Next(Alphabet.Length)];
    });

    private static string MakeHash()
    {
        var salt = SHA256.HashData(Encoding.UTF8.GetBytes($"storefront {SeedPlan.Chance}"))[..16];
        var bytes = new byte[13 + 16 + 32];
        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1), 2); // HMAC-SHA512
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(5), Rounds);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(9), 16);
        salt.CopyTo(bytes, 13);
        Rfc2898DeriveBytes.Pbkdf2(Password, salt, bytes.AsSpan(29), Rounds, HashAlgorithmName.SHA512);
        return Convert.ToBase64String(bytes);
    }
}

using System.Security.Cryptography;
using System.Text;

namespace Larder.AspNetCore.Admin;

/// <summary>The tokens that are accepted. All of them are compared, as digests of one length, so that the time tells nothing of any.</summary>
internal sealed class AdminTokens(IReadOnlyDictionary<string, AdminRole> tokens)
{
    private readonly (byte[] Digest, AdminRole Role)[] _known = [.. tokens.Select(static token => (Digest(token.Key), token.Value))];

    public bool IsEmpty => _known.Length == 0;

    public AdminRole RoleOf(string token)
    {
        var digest = Digest(token);
        var role = AdminRole.None;
        foreach (var known in _known)
            if (CryptographicOperations.FixedTimeEquals(digest, known.Digest)) role = known.Role;
        return role;
    }

    private static byte[] Digest(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}

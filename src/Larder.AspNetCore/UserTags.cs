using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;

namespace Larder.AspNetCore;

/// <summary>The tags under which a user's entries can be removed.</summary>
public static class UserTags
{
    private const int MaxIdLength = 256;

    /// <summary>For what is cached about a user; give it to entries that hold it.</summary>
    public static string Data(string userId) => $"user:{Text(userId)}";

    /// <summary>For the tickets of a user: to remove it signs the user out everywhere.</summary>
    public static string Tickets(string userId) => $"tickets:{Text(userId)}";

    /// <summary>The id of a user: the claim <see cref="ClaimTypes.NameIdentifier"/>, else <c>sub</c>; null if there is neither.</summary>
    public static string? IdOf(ClaimsPrincipal? user) =>
        (user?.FindFirst(ClaimTypes.NameIdentifier) ?? user?.FindFirst("sub"))?.Value is { Length: > 0 } id ? id : null;

    /// <summary>The id, or what stands for one that is too long for a tag or has signs that none may have.</summary>
    internal static string Text(string userId)
    {
        ArgumentException.ThrowIfNullOrEmpty(userId);
        return userId.Length <= MaxIdLength && !userId.Any(static sign => char.IsControl(sign) || char.IsSurrogate(sign))
            ? userId
            : "#" + Convert.ToHexStringLower(SHA256.HashData(Encoding.Unicode.GetBytes(userId)));
    }
}

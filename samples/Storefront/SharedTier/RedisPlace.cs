using Larder;

namespace Storefront.SharedTier;

/// <summary>Where Redis is, without the user, the password and the options that its address may hold.</summary>
internal static class RedisPlace
{
    public static string Of(RedisSettings redis)
    {
        if (redis.Url is not { } address) return $"{redis.Host ?? "localhost"}:{redis.Port ?? 6379}";
        var slashes = address.IndexOf("://", StringComparison.Ordinal);
        if (slashes < 0) return string.Join(',', address.Split(',').Where(static part => !part.Contains('=')));
        var from = Math.Max(address.LastIndexOf('@') + 1, slashes + 3);
        var place = address[from..].Split('?')[0];
        return address[..slashes] == "redis" ? place : $"{address[..slashes]}://{place}";
    }
}

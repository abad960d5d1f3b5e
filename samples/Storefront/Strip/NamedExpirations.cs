using Larder;

namespace Storefront.Strip;

internal static class NamedExpirations
{
    /// <summary>The expiration of this name under <c>Larder:Expiration</c>; the fallback when the settings have none.</summary>
    public static TimeSpan Named(this CacheOptions options, string name, TimeSpan fallback) =>
        options.Expirations.TryGetValue(name, out var expiration) ? expiration : fallback;
}

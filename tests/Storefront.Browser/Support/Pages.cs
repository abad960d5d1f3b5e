namespace Storefront.Browser.Support;

/// <summary>The pages of the shop.</summary>
internal static class Pages
{
    /// <summary>Those that everybody may see, in Development.</summary>
    public static IReadOnlyList<string> OfAll { get; } =
    [
        "/", "/ad", "/heavy", "/products", "/products/7", "/orders", "/orders/stats", "/dashboard", "/members", "/payments", "/users", "/views", "/cache-metrics", "/cart",
        "/login", "/login/test-users", .. OfLab,
    ];

    /// <summary>The lab and its panels.</summary>
    public static IReadOnlyList<string> OfLab =>
        ["/lab", "/lab/race", "/lab/stampede", "/lab/outage", "/lab/coherence", "/lab/failover", "/lab/strategies", "/lab/visitor", "/lab/manual", "/lab/keys"];

    /// <summary>Those for who is logged in as the admin.</summary>
    public static IReadOnlyList<string> OfAdmin { get; } = ["/profile", "/account/totp/enroll", "/products/7/edit", "/cart"];
}

using System.Globalization;

namespace Storefront.Cart;

/// <summary>
/// What a visitor wants to buy, in the session. Each product has a key of its own, because sessions are merged key by key: two clicks at once on two products
/// keep both.
/// </summary>
internal static class SessionCart
{
    public const int MostOfOne = 99;
    private const int MostProducts = 200;
    private const string Prefix = "cart:";

    /// <summary>Adds one of a product; false when the cart is full.</summary>
    public static bool Add(ISession session, int product)
    {
        var key = KeyOf(product);
        var count = session.GetInt32(key) ?? 0;
        if (count >= MostOfOne || (count == 0 && Products(session).Count() >= MostProducts)) return false;
        session.SetInt32(key, count + 1);
        return true;
    }

    public static void Remove(ISession session, int product) => session.Remove(KeyOf(product));

    /// <summary>The products and how many of each, by their numbers.</summary>
    public static IReadOnlyList<KeyValuePair<int, int>> Content(ISession session) =>
        [.. Products(session).Order().Select(product => KeyValuePair.Create(product, session.GetInt32(KeyOf(product)) ?? 0))];

    private static IEnumerable<int> Products(ISession session) => session.Keys
        .Where(static key => key.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(static key => int.Parse(key.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture));

    private static string KeyOf(int product) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{product}");
}

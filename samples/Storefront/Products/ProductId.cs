using System.Globalization;

namespace Storefront.Products;

/// <summary>The number of a product in an address.</summary>
internal static class ProductId
{
    public const string Rule = "A product's id is a whole number from 1 to 2147483647. Example: /products/42";

    public static bool TryRead(string? text, out int id) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id) && id >= 1;

    public static string Absent(int id) => $"There is no product {id}.";
}

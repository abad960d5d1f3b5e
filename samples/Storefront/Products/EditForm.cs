using System.Globalization;
using Storefront.Shared;

namespace Storefront.Products;

/// <summary>The form's fields as text, so that what was typed can be shown again.</summary>
internal sealed record EditForm(string? Name, string? Price, string? Stock)
{
    public static EditForm Of(Product product) =>
        new(product.Name, Text.Plain(product.Price), product.Stock.ToString(CultureInfo.InvariantCulture));

    /// <summary>What is no number becomes null, which <see cref="ProductChange.Problems"/> refuses.</summary>
    public ProductChange Read() => new()
    {
        Name = Name,
        Price = decimal.TryParse(Price, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null,
        Stock = int.TryParse(Stock, NumberStyles.None, CultureInfo.InvariantCulture, out var stock) ? stock : null,
    };
}

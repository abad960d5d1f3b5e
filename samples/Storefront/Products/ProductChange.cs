namespace Storefront.Products;

/// <summary>What can be changed of a product, as it came in: nothing of it is trusted before <see cref="Problems"/> is empty.</summary>
internal sealed record ProductChange
{
    private const int MaxName = 120;
    private const int MaxAmount = 1_000_000;

    public string? Name { get; init; }

    public decimal? Price { get; init; }

    public int? Stock { get; init; }

    /// <summary>The product with this change; only after <see cref="Problems"/> was empty.</summary>
    public Product Of(Product product) => product with { Name = Name!.Trim(), Price = Price!.Value, Stock = Stock!.Value };

    /// <summary>What is wrong, by field.</summary>
    public Dictionary<string, string[]> Problems()
    {
        Dictionary<string, string[]> problems = [];
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaxName || Name.Any(char.IsControl))
            problems["name"] = [$"The name has 1 to {MaxName} characters, none of them a control character."];
        if (Price is not (>= 0.01m and <= MaxAmount) || decimal.Round(Price.Value, 2) != Price)
            problems["price"] = ["The price is an amount from 0.01 to 1,000,000 with at most two decimals."];
        if (Stock is not (>= 0 and <= MaxAmount))
            problems["stock"] = ["The stock is a whole number from 0 to 1,000,000."];
        return problems;
    }
}

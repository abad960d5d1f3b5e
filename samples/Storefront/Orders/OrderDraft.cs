namespace Storefront.Orders;

/// <summary>An order as it came in: nothing of it is trusted before <see cref="Problem"/> is null.</summary>
internal sealed record OrderDraft
{
    private const int MaxQuantity = 1_000;

    public int? UserId { get; init; }

    public int? ProductId { get; init; }

    public int? Quantity { get; init; }

    /// <summary>What is wrong; null when nothing is.</summary>
    public string? Problem() => UserId is >= 1 && ProductId is >= 1 && Quantity is >= 1 and <= MaxQuantity
        ? null
        : $"An order has user_id and product_id, whole numbers from 1, and a quantity from 1 to {MaxQuantity}.";
}

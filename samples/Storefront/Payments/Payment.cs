namespace Storefront.Payments;

/// <summary>A payment in the list.</summary>
internal sealed record Payment
{
    public required int Id { get; init; }

    public required int OrderId { get; init; }

    public required string Method { get; init; }

    public required string Status { get; init; }

    public required decimal Amount { get; init; }

    /// <summary>ISO 8601 in UTC.</summary>
    public required string PaidAt { get; init; }
}

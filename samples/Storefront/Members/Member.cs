namespace Storefront.Members;

/// <summary>A member in the list, with what was bought.</summary>
internal sealed record Member
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required int Orders { get; init; }

    /// <summary>Without cancelled orders.</summary>
    public required decimal Spent { get; init; }

    /// <summary>ISO 8601 in UTC; null for who never ordered.</summary>
    public required string? LastOrder { get; init; }
}

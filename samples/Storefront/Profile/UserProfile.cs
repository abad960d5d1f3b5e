namespace Storefront.Profile;

/// <summary>What a user sees of the own account.</summary>
internal sealed record UserProfile
{
    public required int Id { get; init; }

    public required string Username { get; init; }

    public required string Role { get; init; }

    /// <summary>ISO 8601, in UTC; null for who never logged in.</summary>
    public required string? LastLogin { get; init; }
}

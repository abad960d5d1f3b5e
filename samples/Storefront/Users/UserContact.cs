namespace Storefront.Users;

/// <summary>How to reach a user.</summary>
internal sealed record UserContact
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }
}

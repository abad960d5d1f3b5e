namespace Storefront.Users;

/// <summary>That there is such a user.</summary>
internal sealed record UserId
{
    public required int Id { get; init; }
}

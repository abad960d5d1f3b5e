namespace Storefront.Users;

/// <summary>What is cached of a customer. The password's hash is none of it: it never leaves the database.</summary>
internal sealed record User
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The address of a picture; null for who has none.</summary>
    public required string? Avatar { get; init; }

    public required int Age { get; init; }

    public required string Email { get; init; }

    public required DateOnly Birthday { get; init; }
}

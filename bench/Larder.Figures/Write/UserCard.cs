namespace Larder.Figures.Write;

/// <summary>A row of users, as far as the figures need it.</summary>
internal sealed class UserCard
{
    public int Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }
}
